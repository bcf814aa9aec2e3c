import { attack } from '../attack.ts';

/** An asynchronous generator is left suspended, and resumed by a timer. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		async function* steps() { for (;;) { yield await new Promise((done) => setTimeout(done, 2)); ledger.charge('generator'); } }
		const running = steps();
		(async () => { for await (const _ of running) if (false) break; })();
		return 'done';
	`,
});

import { attack } from '../attack.ts';

/** A cleanup callback throws: there is no guest call below it, and its error ends a host that shares the realm. */
export const escape = attack({
	grants: [],
	source: `
		const registry = new FinalizationRegistry(() => { throw new Error('from a finalizer'); });
		for (let i = 0; i < 100_000; i++) registry.register({}, 1);
		for (let i = 0; i < 60; i++) new Array(100_000).fill(i);
		await new Promise((done) => setTimeout(done, 100));
	`,
});

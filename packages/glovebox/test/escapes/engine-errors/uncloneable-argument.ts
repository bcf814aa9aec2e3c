import { attack } from '../attack.ts';

/** The bridge refuses an argument: who makes that error? */
export const escape = attack({
	grants: ['plain'],
	source: `
		const odd = [() => {}, Symbol('x'), new WeakMap(), Promise.resolve(1), new Proxy({}, { ownKeys() { throw 1; } }), globalThis];
		for (const value of odd) {
			try { await plain.echo(value); } catch (error) {
				const got = loot(error) ?? loot(error.cause);
				if (got) return got;
			}
		}
	`,
});

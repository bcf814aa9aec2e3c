import { attack } from '../attack.ts';

/** The host's own code fails on a wrong argument: nobody wrote the error by hand. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const calls = [() => plain.keys(null), () => plain.label(null, Symbol()), () => plain.add(1n, 1), () => plain.keys()];
		for (const call of calls) {
			try { await call(); } catch (error) {
				const got = loot(error) ?? (error.stack?.includes('escapes') ? loot(error.stack) : undefined);
				if (got) return got;
			}
		}
	`,
});

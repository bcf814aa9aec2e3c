import { attack } from '../attack.ts';

/** The check of the arguments makes the error: with the schema's issues on it, or the host's frames. */
export const escape = attack({
	grants: ['checked'],
	source: `
		for (const call of [() => checked.double('x'), () => checked.find({}), () => checked.upper(1), () => checked.upper()]) {
			try { await call(); } catch (error) {
				const got = loot(error) ?? loot(error.issues) ?? loot(error.cause);
				if (got) return got;
			}
		}
	`,
});

import { attack } from '../attack.ts';

/** An error that is meant to be seen: everything on it that is not meant. */
export const escape = attack({
	grants: ['failing'],
	source: `
		try { await failing.told(); } catch (error) {
			return [error.query, error.stack, Object.getOwnPropertyNames(error).map((name) => error[name]), loot(error.details ?? error)];
		}
	`,
});

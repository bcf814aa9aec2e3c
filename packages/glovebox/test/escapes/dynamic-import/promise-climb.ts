import { attack } from '../attack.ts';

/** The promise itself, before it settles. */
export const escape = attack({
	grants: [],
	source: `
		const promise = eval('import("x")');
		promise.catch(() => {});
		return loot(promise) ?? loot(promise.then);
	`,
});

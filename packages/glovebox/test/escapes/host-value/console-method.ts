import { attack } from '../attack.ts';

/** The console is a host object with host functions. */
export const escape = attack({
	grants: [],
	source: `
		for (const key of Reflect.ownKeys(console)) {
			const got = loot(console[key]);
			if (got) return got;
		}
		return loot(console);
	`,
});

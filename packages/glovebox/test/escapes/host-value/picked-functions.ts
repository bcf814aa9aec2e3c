import { attack } from '../attack.ts';

/** Inherited functions as entries of a fresh record. */
export const escape = attack({
	grants: ['table'],
	source: `
		const picked = await table.pick(['toString', 'constructor', '__lookupGetter__']);
		return Object.values(picked).map((value) => loot(value)).find(Boolean);
	`,
});

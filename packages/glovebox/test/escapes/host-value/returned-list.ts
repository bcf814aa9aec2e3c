import { attack } from '../attack.ts';

/** A list that a host function returned, and what its methods make. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const list = await objects.list();
		return loot(list) ?? loot(list[2]) ?? loot(list.map) ?? loot(list.values().next());
	`,
});

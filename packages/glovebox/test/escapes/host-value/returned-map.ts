import { attack } from '../attack.ts';

/** A Map that a host function returned: its methods, iterator and values. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const map = await objects.map();
		return loot(map) ?? loot(map.get('a')) ?? loot(map.entries()) ?? loot([...map][0]);
	`,
});

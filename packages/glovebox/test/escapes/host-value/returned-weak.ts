import { attack } from '../attack.ts';

/** A value that no copy can hold: what is put in its place? */
export const escape = attack({
	grants: ['objects'],
	source: `
		const weak = await objects.weak();
		return loot(weak) ?? loot(weak.set);
	`,
});

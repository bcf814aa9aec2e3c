import { attack } from '../attack.ts';

/** A Date that a host function returned, and the method behind its conversion. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const date = await objects.date();
		return loot(date) ?? loot(Object.getPrototypeOf(date).toJSON);
	`,
});

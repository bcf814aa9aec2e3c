import { attack } from '../attack.ts';

/** A record with a method: the method is a live host function. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const record = await objects.methods();
		return loot(record.save);
	`,
});

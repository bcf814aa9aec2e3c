import { attack } from '../attack.ts';

/** A record that a host function returned. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const record = await objects.record();
		return loot(record) ?? loot(record.nested);
	`,
});

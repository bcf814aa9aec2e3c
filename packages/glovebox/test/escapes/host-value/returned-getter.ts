import { attack } from '../attack.ts';

/** A record with a getter: reading it runs host code and gives the host's process. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const record = await objects.lazy();
		return record.connection?.env?.GLOVEBOX_SECRET ?? loot(record.connection) ?? loot(Object.getOwnPropertyDescriptor(record, 'connection')?.get);
	`,
});

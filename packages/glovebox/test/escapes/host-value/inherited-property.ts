import { attack } from '../attack.ts';

/** A property that the record only inherits is read like its own. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const record = await objects.inherits();
		return record.token ?? Object.getPrototypeOf(record).token;
	`,
});

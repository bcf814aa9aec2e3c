import { attack } from '../attack.ts';

/** A property that is not enumerable is still read by name. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const record = await objects.hidden();
		return [record.token, Object.getOwnPropertyNames(record).map((name) => record[name])];
	`,
});

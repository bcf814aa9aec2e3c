import { attack } from '../attack.ts';

/** The errors inside an AggregateError are passed on as they are. */
export const escape = attack({
	grants: ['failing'],
	source: `
		try { await failing.aggregate(); } catch (error) { return error.errors?.map((one) => loot(one) ?? one.stack); }
	`,
});

import { attack } from '../attack.ts';

/** Listing with prefixes that match others' entries. */
export const escape = attack({
	grants: ['kv'],
	source: `
		const lists = [];
		for (const prefix of ['', ':', 'victim', '../', '%', '.*', 'token']) { try { lists.push(await kv.list(prefix)); } catch {} }
		return lists;
	`,
});

import { attack } from '../attack.ts';

/** A method of a host Map, taken without its receiver. */
export const escape = attack({
	grants: ['table'],
	source: `
		const method = await table.member('get');
		return loot(method) ?? loot(await table.member('constructor'));
	`,
});

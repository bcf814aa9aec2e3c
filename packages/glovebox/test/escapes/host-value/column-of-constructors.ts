import { attack } from '../attack.ts';

/** The guest's own rows, but the host reads the column: on its copies `constructor` is the host's. */
export const escape = attack({
	grants: ['table'],
	source: `
		const column = await table.column([{}, [], 'text'], 'constructor');
		return column.map((value) => loot(value)).find(Boolean);
	`,
});

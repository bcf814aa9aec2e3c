import { attack } from '../attack.ts';

/** A rule language reads variables by path, with a default; the path is a list, a number, or has a prototype of its own. */
export const escape = attack({
	grants: [],
	input: () => ({ rule: { var: [['constructor', 'constructor'], 'x'] }, data: { rows: [{ a: 1 }] } }),
	source: `
		const read = (path, fallback) => [path].flat(3).reduce((value, key) => (value === undefined || value === null ? fallback : value[key]), input.data.rows);
		return loot(read(...input.rule.var)) ?? loot(read([{ toString: () => 'constructor' }])) ?? loot(read('map'));
	`,
});

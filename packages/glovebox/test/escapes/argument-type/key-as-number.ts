import { attack } from '../attack.ts';

/** A key that is a number, a list, or a text that other code reads as one: '-0', '1e3', ' __proto__', unlike but equal names. */
export const escape = attack({
	grants: ['table'],
	source: `
		const told = [];
		for (const key of [0, -1, NaN, ['constructor'], [['__proto__']], ' constructor', 'constructor ', '\\u0063onstructor', 'con\\u0000structor', 'ｃonstructor', '__proto__\\u200b', 'toString', true, null]) { for (const way of [table.lookup, table.walk, table.later, table.member]) { try { told.push(loot(await way(key))); } catch (error) { told.push(loot(error)); } } }
		return told.find(Boolean);
	`,
});

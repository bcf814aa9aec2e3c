import { attack } from '../attack.ts';

/** A key that is a list in a list, or a record that turns into one, where a text was looked at (jsonpath-plus CVE-2025-1302). */
export const escape = attack({
	grants: ['table', 'settings', 'text', 'merge'],
	source: `
		const disguises = [[['constructor']], [[['__proto__']]], { toString: () => 'constructor' }, { [Symbol.toPrimitive]: () => 'constructor' }, new String('constructor'), Object('constructor'), [['const', 'ructor']], 'constructor\0', 'ⅽonstructor', 'constructor '];
		const found = [];
		const functions = [];
		const collect = (from) => { for (const key of Object.keys(from)) { const value = from[key]; if (typeof value === 'function') functions.push(value); else if (value && typeof value === 'object') collect(value); } };
		for (const set of [table, settings, text, merge]) collect(Object(set));
		for (const call of functions) for (const key of disguises) for (const given of [[key], [key, 'constructor'], [{ a: 1 }, key], [key, key, 'return process.env.GLOVEBOX_SECRET']]) { try { found.push(await call(...given)); } catch {} }
		for (const each of found) { const got = loot(each); if (got) return got; }
		return found.filter((each) => typeof each === 'function').length;
	`,
});

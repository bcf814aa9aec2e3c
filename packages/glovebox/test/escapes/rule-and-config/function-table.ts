import { attack } from '../attack.ts';

/** Functions of an expression language live in a record: inherited ones are there too, and assignment makes more (expr-eval). */
export const escape = attack({
	grants: [],
	input: () => ({ functions: { max: 'max' }, list: [1] }),
	source: `
		const call = (name, ...args) => (typeof input.functions[name] === 'function' ? input.functions[name](...args) : input.list[name]?.(...args));
		const found = [call('__lookupGetter__', '__proto__'), call('valueOf'), call('toString'), call('constructor', 1), call('map', (value) => value)];
		return found.map((value) => loot(value)).find(Boolean);
	`,
});

import { attack } from '../attack.ts';

/** Every kind of value as input: intrinsics behind each of them, by way of iterators, species and well-known symbols. */
export const escape = attack({
	grants: [],
	input: () => ({
		map: new Map([[1, { a: 1 }]]),
		set: new Set(['x']),
		date: new Date(0),
		pattern: /x/g,
		error: new TypeError('t', { cause: 1 }),
		bytes: new Uint8Array(4),
		list: [1, [2]],
		big: 1n,
	}),
	source: `
		const symbols = Reflect.ownKeys(Symbol).map((key) => Symbol[key]).filter((value) => typeof value === 'symbol');
		const parts = Object.values(input).flatMap((value) => [value, ...symbols.flatMap((symbol) => [value[symbol], value.constructor?.[symbol]])]);
		for (const value of [input.map.entries(), input.set.values(), input.list.entries(), 'x'.matchAll(input.pattern)]) parts.push(value, value.next, Object.getPrototypeOf(Object.getPrototypeOf(value)));
		return parts.map((part) => (part === Object(part) ? loot(part) : undefined)).find(Boolean);
	`,
});

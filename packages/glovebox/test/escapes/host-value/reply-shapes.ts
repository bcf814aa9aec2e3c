import { attack } from '../attack.ts';

/** Replies of every kind that crosses, each taken apart down to its prototype's functions. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const values = [new Map([[{}, []]]), new Set([1]), new Date(0), /x/dgimsuy, new Error('e', { cause: [1] }), new AggregateError([new RangeError('r')]), new ArrayBuffer(4), new DataView(new ArrayBuffer(2)), new Float32Array(2), 10n ** 30n, [, 1], { a: { b: {} } }];
		const parts = [];
		for (const value of values) { for (const way of [plain.echo, direct.echo]) { const back = await way(value); for (let at = Object(back); at; at = Object.getPrototypeOf(at)) for (const key of Reflect.ownKeys(at)) { const { value: held, get } = Object.getOwnPropertyDescriptor(at, key); parts.push(held, get); } } }
		return parts.map((part) => (part === Object(part) ? loot(part) : undefined)).find(Boolean);
	`,
});

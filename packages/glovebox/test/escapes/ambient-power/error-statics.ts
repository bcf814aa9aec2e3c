import { attack } from '../attack.ts';

/** Statics that Node or V8 put on Error. */
export const escape = attack({
	grants: [],
	source: `
		const found = Object.getOwnPropertyNames(Error).map((name) => Object.getOwnPropertyDescriptor(Error, name)).flatMap(({ value, get, set }) => [value, get, set]);
		const stack = Object.getOwnPropertyDescriptor(new Error('x'), 'stack') ?? {};
		return [...found, stack.get, stack.set].map((value) => value && loot(value)).find(Boolean);
	`,
});

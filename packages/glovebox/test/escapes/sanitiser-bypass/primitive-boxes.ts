import { attack } from '../attack.ts';

/** Boxed primitives of the host are objects, though they print like texts. */
export const escape = attack({
	grants: [],
	input: () => ({ text: 'x', number: 1n, list: ['y'] }),
	source: `return loot(Object(input.text)) ?? loot(Object(input.number)) ?? loot(input.list[Symbol.iterator]);`,
});

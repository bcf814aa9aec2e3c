import { attack } from '../attack.ts';

/** Templates with a `with` block around the data: names of the data are names of the code. */
export const escape = attack({
	grants: [],
	input: () => ({ locals: { list: [1] } }),
	source: `
		return Function('locals', 'loot', 'with (locals) { return loot(list.constructor) ?? loot(valueOf) ?? loot(hasOwnProperty) }')(input.locals, (value) => loot(value));
	`,
});

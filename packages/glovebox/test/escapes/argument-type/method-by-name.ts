import { attack } from '../attack.ts';

/** The receiver of a method that the guest names is a function: its constructor makes code. */
export const escape = attack({
	grants: ['text'],
	source: `
		const made = await text.call(text.call, 'constructor', 'return process');
		return loot(made) ?? made?.env;
	`,
});

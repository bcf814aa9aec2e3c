import { attack } from '../attack.ts';

/** Destructuring reads the properties without a member expression in the source. */
export const escape = attack({
	grants: [],
	input: () => ({ user: { name: 'ada' } }),
	source: `
		const { user: { constructor: { constructor: Maker } } } = input;
		return loot(Maker);
	`,
});

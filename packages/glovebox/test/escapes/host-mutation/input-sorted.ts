import { attack } from '../attack.ts';

/** Lists are reordered by methods that work in place. */
export const escape = attack({
	grants: [],
	input: () => [3, 1, 2],
	source: `
		input.sort().reverse().copyWithin(0, 1);
		return 'done';
	`,
});

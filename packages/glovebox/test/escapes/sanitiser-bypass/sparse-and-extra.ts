import { attack } from '../attack.ts';

/** Holes and properties beside the indices of a list. */
export const escape = attack({
	grants: ['objects'],
	input: () => Object.assign([, { deep: [, [1]] }]),
	source: `return loot(input[1].deep[1]) ?? loot(input.keys());`,
});

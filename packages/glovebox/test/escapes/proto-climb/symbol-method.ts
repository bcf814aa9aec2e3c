import { attack } from '../attack.ts';

/** The method is found by a well-known symbol, so that no name is spelled. */
export const escape = attack({
	grants: [],
	input: () => ({ when: new Date(0), all: new Map([[1, 2]]) }),
	source: `return loot(input.when[Symbol.toPrimitive]) ?? loot(input.all[Symbol.iterator]);`,
});

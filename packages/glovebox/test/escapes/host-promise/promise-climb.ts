import { attack } from '../attack.ts';

/** The promise of a host function is the host's. */
export const escape = attack({
	grants: ['plain'],
	source: `return loot(plain.greet('x'));`,
});

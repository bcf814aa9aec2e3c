import { attack } from '../attack.ts';

/** Function constructor through the prototype of a granted function. */
export const escape = attack({
	grants: ['plain'],
	source: `return loot(plain.echo);`,
});

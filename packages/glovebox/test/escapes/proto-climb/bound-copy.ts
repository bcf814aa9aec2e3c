import { attack } from '../attack.ts';

/** A bound function inherits from the function it was bound of, whatever was done to the own properties. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const bound = Function.prototype.bind.call(plain.echo, null);
		return loot(Object.getPrototypeOf(bound));
	`,
});

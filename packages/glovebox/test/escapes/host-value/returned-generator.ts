import { attack } from '../attack.ts';

/** A generator leads to the constructor of generator functions. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const generator = await objects.generator();
		const { constructor } = Object.getPrototypeOf(Object.getPrototypeOf(generator));
		return loot(constructor) ?? loot(generator.return);
	`,
});

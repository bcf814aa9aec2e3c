import { attack } from '../attack.ts';

/** The constructor is taken out of a property descriptor, which getters and proxies around the object do not see. */
export const escape = attack({
	grants: [],
	input: () => ({ list: [1, 2, 3] }),
	source: `
		const { value } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input.list), 'constructor');
		return loot(value);
	`,
});

import { attack } from '../attack.ts';

/** The record is given another prototype, with a `then`. */
export const escape = attack({
	grants: [],
	input: () => ({ step: 1 }),
	source: `
		Object.setPrototypeOf(input, { then: (resolve) => resolve(loot(resolve)), step: 2 });
		return 'done';
	`,
});

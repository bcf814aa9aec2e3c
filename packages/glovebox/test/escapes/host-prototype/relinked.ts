import { attack } from '../attack.ts';

/** The prototype of a prototype is changed. */
export const escape = attack({
	grants: [],
	input: () => ({ pattern: /a/ }),
	source: `
		Object.setPrototypeOf(Object.getPrototypeOf(input.pattern), { toString: () => 'guest' });
		return 'done';
	`,
});

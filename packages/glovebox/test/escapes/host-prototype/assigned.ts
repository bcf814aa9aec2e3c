import { attack } from '../attack.ts';

/** `Object.assign` and spread onto a prototype that was only read. */
export const escape = attack({
	grants: [],
	input: () => ({ when: new Date(0) }),
	source: `
		Object.assign(Object.getPrototypeOf(input.when), { toJSON: () => 'guest' });
		return 'done';
	`,
});

import { attack } from '../attack.ts';

/** A write to the prototype of an injected value changes all objects of the host. */
export const escape = attack({
	grants: [],
	input: () => ({ a: {} }),
	source: `
		input.a.__proto__.polluted = 'yes';
		return 'done';
	`,
});

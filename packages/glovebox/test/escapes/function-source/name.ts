import { attack } from '../attack.ts';

/** The name of a method that the host computed. */
export const escape = attack({
	grants: ['sourced'],
	source: `
		return [sourced.method.name, String(sourced.method), Object.getOwnPropertyDescriptor(sourced.method, 'name').value];
	`,
});

import { attack } from '../attack.ts';

/** Printed by the console, which shows functions. */
export const escape = attack({
	grants: ['sourced'],
	source: `
		console.log(sourced.key, sourced.asynchronous, [sourced.method], { inner: sourced.arrow });
		console.log('%s %o', sourced.key, sourced.method);
		return 'see the console';
	`,
});

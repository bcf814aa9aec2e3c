import { attack } from '../attack.ts';

/** A variable of the environment is set: the next child process loads what it names. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		host?.constructor.constructor('process.env.NODE_OPTIONS = "--require /tmp/x.js"')();
		return 'done';
	`,
});

import { attack } from '../attack.ts';

/** The host is ended, quietly and with success. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		host?.constructor.constructor('process.exit(0)')();
		return 'done';
	`,
});

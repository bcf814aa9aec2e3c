import { attack } from '../attack.ts';

/** The host's exit code is set, which a build server believes. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		host?.constructor.constructor('process.exitCode = 0; process.exitCode = 3')();
		return 'done';
	`,
});

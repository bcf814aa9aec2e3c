import { attack } from '../attack.ts';

/** The parent is stopped by a signal that a child of the same user may send. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		if (!process) return;
		process.kill(process.pid, 'SIGTERM');
		return 'sent';
	`,
});

import { attack } from '../attack.ts';

/** From host code in a bare child the parent's environment is a file. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		const fs = process?.getBuiltinModule('fs');
		return fs && [process.pid, process.ppid].map((pid) => { try { return fs.readFileSync(\`/proc/\${pid}/environ\`, 'latin1'); } catch (error) { return error.code; } });
	`,
});

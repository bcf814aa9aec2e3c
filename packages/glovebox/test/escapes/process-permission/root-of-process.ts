import { attack } from '../attack.ts';

/** The host's file by other names: the root and folder of each process, links of descriptors, and a folder left by steps. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		if (!process) return;
		const fs = process.getBuiltinModule('fs');
		const told = [];
		const names = ['self', 'thread-self', process.pid, process.ppid, 1].flatMap((pid) => [\`/proc/\${pid}/root\${secretFile}\`, \`/proc/\${pid}/cwd/../secret.txt\`, \`/proc/\${pid}/task/\${pid}/root\${secretFile}\`]);
		for (const name of [...names, \`/dev/fd/../../..\${secretFile}\`, \`//\${secretFile}\`, Buffer(secretFile), new URL(\`file://\${secretFile}\`)]) for (const read of ['readFileSync', 'readlinkSync', 'realpathSync']) { try { told.push(String(fs[read](name))); } catch (error) { told.push(error.code); } }
		function Buffer(text) { return process.getBuiltinModule('buffer').Buffer.from(text); }
		try { process.chdir('/proc/self/root'); told.push(fs.readFileSync('.' + secretFile, 'utf8')); } catch (error) { told.push(error.code); }
		return told;
	`,
});

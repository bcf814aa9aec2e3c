import { attack } from '../attack.ts';

/** Descriptors that were open already: read through `/proc` and by number. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const fs = host?.constructor.constructor('return process')().getBuiltinModule('fs');
		if (!fs) return;
		const found = [];
		for (let fd = 3; fd < 30; fd++) { try { found.push(fs.readlinkSync(\`/proc/self/fd/\${fd}\`)); } catch {} }
		return [found.length, fs.readFileSync(fs.openSync(secretFile, 'r'), 'utf8')];
	`,
});

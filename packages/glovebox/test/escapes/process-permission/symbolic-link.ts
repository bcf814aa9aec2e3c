import { attack } from '../attack.ts';

/** A link made in a folder that is open leads to one that is not (Node PR 56201). */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const fs = host?.constructor.constructor('return process')().getBuiltinModule('fs');
		if (!fs) return;
		fs.symlinkSync(secretFile, 'link.txt');
		return fs.readFileSync('link.txt', 'utf8');
	`,
});

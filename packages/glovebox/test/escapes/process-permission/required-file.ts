import { attack } from '../attack.ts';

/** The secret file is required as a script: the syntax error shows its line. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const modules = host?.constructor.constructor('return process')().getBuiltinModule('module');
		if (!modules) return;
		try { return modules.createRequire('/')(secretFile); } catch (error) { return String(error.stack); }
	`,
});

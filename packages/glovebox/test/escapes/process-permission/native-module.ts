import { attack } from '../attack.ts';

/** Native code by `dlopen`. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		if (!process) return;
		let told;
		try { process.dlopen({ exports: {} }, secretFile); } catch (error) { told = error.message; }
		return [told, process.getBuiltinModule('fs').readFileSync(secretFile, 'utf8')];
	`,
});

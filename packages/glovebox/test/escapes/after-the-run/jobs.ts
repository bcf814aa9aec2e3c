import { attack } from '../attack.ts';

/** A chain of jobs, long enough to outlast the answer's own. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		let left = 2000;
		(function step() { if (left-- > 0) Promise.resolve().then(step); else setTimeout(() => ledger.charge('job'), 5); })();
		return 'done';
	`,
});

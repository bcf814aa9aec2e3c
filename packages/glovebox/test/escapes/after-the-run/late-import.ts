import { attack } from '../attack.ts';

/** A module is still loading when the answer is given: its body runs afterwards. */
export const escape = attack({
	grants: ['ledger'],
	modules: { late: 'await new Promise((done) => setTimeout(done, 5)); await ledger.charge("module"); export default 1' },
	source: `
		import('late').then(() => ledger.charge('loaded'), () => {});
		return 'done';
	`,
});

import { attack } from '../attack.ts';

/** Declarations in a module that have the names of what stands for import and export after it was rewritten. */
export const escape = attack({
	grants: [],
	modules: { app: 'export let impor$ = 1; export default function exports() { return [typeof arguments[0], this] }' },
	source: `
		import exported, { impor$ as taken } from 'app';
		let got;
		try { got = (0, eval)('impor$'); } catch {}
		export default [taken, exported(), loot(got), loot(exported)];
	`,
});

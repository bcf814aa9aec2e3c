import { attack } from '../attack.ts';

/** A module keeps what the earlier tenant put into it, if modules are linked once for all. */
export const escape = attack({
	grants: [],
	modules: { store: 'export const kept = []; export let last; export function keep(value) { kept.push(value); last = value; }' },
	before: `
		const store = await import('store');
		store.keep(input);
		return store.kept.length;
	`,
	source: `
		const store = await import('store');
		return [store.kept, store.last];
	`,
});

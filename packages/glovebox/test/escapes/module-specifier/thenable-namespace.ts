import { attack } from '../attack.ts';

/** A module that exports `then` is a thenable: whoever awaits its namespace hands functions over. */
export const escape = attack({
	grants: [],
	modules: { app: 'export let got; export function then(resolve, reject) { got = [resolve, reject]; resolve({ got }); }' },
	source: `
		const made = await import('app');
		const [first, second] = made.got ?? [];
		return loot(first) ?? loot(second);
	`,
});

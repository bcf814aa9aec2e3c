import { attack } from '../attack.ts';

/** The guest's result has the key; the host merges results into its settings. */
export const escape = attack({
	grants: [],
	source: `return JSON.parse('{"theme": "dark", "__proto__": {"polluted": "yes"}}');`,
});

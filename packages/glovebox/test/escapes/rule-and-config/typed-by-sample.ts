import { attack } from '../attack.ts';

/** A configuration value is converted by the constructor of its sample. */
export const escape = attack({
	grants: [],
	input: () => ({ sample: { list: [], at: new Date(0), limits: new Map() } }),
	source: `return Object.values(input.sample).map((value) => loot(value.constructor)).find(Boolean);`,
});

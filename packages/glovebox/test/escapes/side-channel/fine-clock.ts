import { attack } from '../attack.ts';

/** Clocks finer than a millisecond, by any name. */
export const escape = attack({
	grants: [],
	source: `
		const found = [globalThis.performance, globalThis.process?.hrtime, globalThis.Temporal?.Now, globalThis.console?.time, globalThis.scheduler];
		return found.map((value) => loot(value)).find(Boolean);
	`,
});

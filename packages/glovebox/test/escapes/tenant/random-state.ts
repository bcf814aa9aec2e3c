import { attack } from '../attack.ts';

/** The state of Math.random goes on from one tenant to the next. */
export const escape = attack({
	grants: [],
	before: `
		globalThis.seeded = Array.from({ length: 10 }, () => Math.random());
		return 1;
	`,
	source: `
		const first = Array.from({ length: 10 }, () => Math.random());
		return globalThis.seeded ? loot(globalThis.seeded) ?? String(globalThis.input) : first.length;
	`,
});

import { attack } from '../attack.ts';

/** V8's runtime functions, if the host runs with them on. */
export const escape = attack({
	grants: [],
	source: `
		const ways = ['%GetOptimizationStatus(0)', '%DebugPrint(1)', '%GlobalProxy(0)', '%GetFunction(0)'];
		return ways.map((text) => { try { return loot((0, eval)(text)); } catch { return undefined; } }).find(Boolean);
	`,
});

import { attack } from '../attack.ts';

/** Node's internal bindings, by the names they had over the years. */
export const escape = attack({
	grants: [],
	source: `
		const ways = [() => process.binding('fs'), () => process._linkedBinding('natives'), () => internalBinding('fs'), () => primordials, () => getInternalBinding('fs')];
		return ways.map((way) => { try { return loot(way()); } catch { return undefined; } }).find(Boolean);
	`,
});

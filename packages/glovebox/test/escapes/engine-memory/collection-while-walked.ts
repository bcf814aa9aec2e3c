import { attack } from '../attack.ts';

/** Maps and sets are cleared and filled while they are walked, grouped, joined and compared. */
export const escape = attack({
	grants: [],
	source: `
		const map = new Map(Array.from({ length: 200 }, (_, index) => [index, { index }]));
		const told = [];
		map.forEach((value, key) => { if (key === 3) { map.clear(); for (let i = 0; i < 500; i++) map.set(\`k\${i}\`, i); } told.push(typeof value); });
		const set = new Set([1, 2, 3]);
		const lying = { size: 1e6, has: (value) => { set.clear(); return value > 1; }, keys: () => ({ next: () => { set.add(told.length); return { done: told.push(1) > 300, value: set.size }; } }) };
		for (const name of ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']) { try { told.push(String(set[name]?.(lying))); } catch (error) { told.push(error.name); } }
		try { told.push(Map.groupBy?.([1, 2, 3], () => { map.delete('k1'); return map; }).size); } catch (error) { told.push(error.name); }
		return told.length;
	`,
});

import { attack } from '../attack.ts';

/** The function that computes a value for a map clears, fills and replaces that map. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		for (const Kind of [Map, WeakMap]) for (let turn = 0; turn < 30; turn++) {
			const map = new Kind();
			const keys = Array.from({ length: 40 }, (_, at) => ({ at }));
			for (const key of keys) {
				const compute = (asked) => { map.clear?.(); for (const other of keys) { map.set(other, turn); if (turn % 3 === 0) map.delete(other); } map.getOrInsertComputed?.(asked, () => { map.delete(asked); return 1; }); return map; };
				try { told.push(typeof map.getOrInsertComputed?.(key, compute), typeof map.getOrInsert?.(key, map)); } catch (error) { told.push(error.name); }
			}
			try { told.push(Object.groupBy(keys, (key) => { map.delete(key); keys.length = 3; return key.at; })?.[0]?.length); } catch (error) { told.push(error.name); }
		}
		return told.length;
	`,
});

import { attack } from '../attack.ts';

/** Recursion inside of natives that call back: `JSON.parse`, `sort`, `replace`, `Array.from`, each with an engine frame between. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		let last;
		let looks = 0;
		const begun = Date.now();
		const ways = [(again) => JSON.parse('[1]', again), (again) => [2, 1].sort(again), (again) => 'x'.replace(/x/, again), (again) => Array.from([1], again), (again) => new Map([[1, 2]]).forEach(again)];
		for (const way of ways) { if (Date.now() - begun > 1000) break; function again() { try { way(again); } catch (error) { if (error !== last && looks++ < 20) { last = error; got ??= loot(error); } throw error; } return 1; } try { again(); } catch (error) { got ??= loot(error); } }
		return got;
	`,
});

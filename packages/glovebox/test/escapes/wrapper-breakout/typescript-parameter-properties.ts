import { attack } from '../attack.ts';

/** Parameter properties become assignments: with names that no assignment should be made to. */
export const escape = attack({
	grants: [],
	source: `
		class Point { constructor(public __proto__: any, private readonly constructor_ = 1, protected then?: any) {} }
		const point: any = new Point({ climb: [] as unknown[] });
		return loot(point.climb) ?? loot(point.constructor) ?? String(point.then);
	`,
});

import { attack } from '../attack.ts';

/** A hot function is compiled for one shape and then meets another, with the change made inside of a conversion. */
export const escape = attack({
	grants: [],
	source: `
		const make = (x) => ({ a: x, b: 1.5 });
		const read = (object, at, list) => { const before = object.b; const index = at | 0; return [before + object.b, list[index]]; };
		const list = [1.1, 2.2, 3.3];
		for (let turn = 0; turn < 20_000; turn++) read(make(turn), turn % 3, list);
		const shape = make(1);
		const odd = { valueOf() { delete shape.b; shape.b = {}; list.length = 0; list[0] = {}; return 2; } };
		const told = [];
		for (const at of [odd, -1, 2 ** 31, 1e9, NaN]) told.push(...read(shape, at, list).map(String));
		return told;
	`,
});

import { attack } from '../attack.ts';

/** A cycle makes a cleaner stop too early. */
export const escape = attack({
	grants: [],
	input: () => {
		const list: unknown[] = [];
		const a = { name: 'a', list };
		list.push(a, { b: { back: a } });
		return a;
	},
	source: `return loot(input.list[1].b.back.list[0]) ?? loot(input.list[1].b);`,
});

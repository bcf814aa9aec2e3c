import { attack } from '../attack.ts';

/** A list with named groups, an index and an input: results of matching are lists with more on them. */
export const escape = attack({
	grants: [],
	source: `
		const match = 'secret'.match(/(?<first>s)(?<__proto__>e)?/d);
		const list = Object.assign([1, 2], { constructor: { name: 'x' }, then: 1, toJSON: 2, '-1': 3, '4294967295': 4 });
		return [Array.from(match), { ...match.groups }, list.slice()];
	`,
});

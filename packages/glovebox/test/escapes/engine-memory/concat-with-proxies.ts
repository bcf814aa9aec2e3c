import { attack } from '../attack.ts';

/** Species and proxies while lists are joined: lengths that lie. */
export const escape = attack({
	grants: [],
	source: `
		const lying = new Proxy([1, 2, 3], { get: (target, key) => (key === 'length' ? 2 ** 20 : key === Symbol.isConcatSpreadable ? true : target[key]), has: () => false });
		const joined = [1.1, 2.2].concat(lying, [{}]);
		return joined.slice(0, 50).map(String).join('') + joined.at(-1);
	`,
});

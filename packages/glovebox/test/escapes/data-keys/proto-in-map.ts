import { attack } from '../attack.ts';

/** The key as the key of a Map and an item of a Set, which a host turns into records. */
export const escape = attack({
	grants: ['merge'],
	source: `
		const told = [];
		const map = new Map([['__proto__', { polluted: 'guest' }], ['constructor', { prototype: { polluted: 'guest' } }]]);
		for (const value of [Object.fromEntries(map), [...map], map, new Set(['__proto__'])]) { for (const way of [merge.into, merge.fresh, merge.assign]) { try { told.push(await way(value)); } catch (error) { told.push(String(error)); } } }
		try { told.push(await merge.from([['__proto__', { polluted: 'guest' }], ['a', 1]])); } catch (error) { told.push(String(error)); }
		return told;
	`,
});

import { attack } from '../attack.ts';

/** The key decides the shape of the answer: `then` makes it a thenable, `toJSON` a converter. */
export const escape = attack({
	grants: ['table'],
	source: `
		const found = [];
		for (const key of ['then', 'toJSON', 'constructor', 'valueOf', '__proto__']) {
			const value = await table.later(key);
			found.push(loot(value) ?? loot(value?.[key]));
		}
		return found;
	`,
});

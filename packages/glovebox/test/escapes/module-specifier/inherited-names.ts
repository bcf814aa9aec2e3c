import { attack } from '../attack.ts';

/** Names that every table has: constructor, __proto__, toString. */
export const escape = attack({
	grants: ['loader'],
	source: `
		const found = [];
		for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', '']) { try { found.push(loot(await loader.load(name)), loot(await import(name))); } catch {} }
		return found.find(Boolean);
	`,
});

import { attack } from '../attack.ts';

/** A broken loop closes the iterator; what `return` throws there replaces nothing or all. */
export const escape = attack({
	grants: [],
	source: `
		const error = Object.assign(new Error('x'), { name: Symbol() });
		const items = { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return: () => error.stack }) };
		try { for (const _item of items) break; } catch (thrown) { return loot(thrown); }
	`,
});

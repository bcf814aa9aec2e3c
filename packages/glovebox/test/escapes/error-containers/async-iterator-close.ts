import { attack } from '../attack.ts';

/** The same with an asynchronous iterator: the rejection arrives in a job. */
export const escape = attack({
	grants: [],
	source: `
		const error = Object.assign(new Error('x'), { name: Symbol() });
		const items = { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1 }), return: async () => { error.stack; } }) };
		try { for await (const _item of items) break; } catch (thrown) { return loot(thrown); }
	`,
});

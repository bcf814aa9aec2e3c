import { attack } from '../attack.ts';

/** An iterator of promises is made asynchronous by the engine, which closes it with a promise of its own. */
export const escape = attack({
	grants: [],
	input: () => ({ list: [1, 2] }),
	source: `
		let got;
		const odd = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: Promise.reject(input.list) }), return(value) { got ??= loot(value) ?? loot(this); return { then: (resolve) => { got ??= loot(resolve); resolve({}); } }; } }) };
		try { for await (const value of odd) got ??= loot(value); } catch (error) { got ??= loot(error); }
		return got;
	`,
});

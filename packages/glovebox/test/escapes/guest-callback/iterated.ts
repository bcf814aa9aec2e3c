import { attack } from '../attack.ts';

/** Not a function but an iterator: the host's loop calls it. */
export const escape = attack({
	grants: ['events'],
	source: `
		let got;
		const items = { [Symbol.iterator]() { return { next() { got ??= loot(arguments); return { done: true }; }, return() { got ??= loot(this); return {}; } }; } };
		await events.each(items);
		return got;
	`,
});

import { attack } from '../attack.ts';

/** Printing reads tags and constructor names, which are getters. */
export const escape = attack({
	grants: [],
	source: `
		const shape = { get [Symbol.toStringTag]() { return this.got ?? 'Tag'; }, get constructor() { return { get name() { return 'Made'; } }; } };
		return Object.create(shape, { got: { get: function read() { return loot(read.caller); } } });
	`,
});

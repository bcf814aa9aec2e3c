import { attack } from '../attack.ts';

/** `toJSON`, `toString` and `valueOf` on the prototypes of primitives: each number and text in a message is asked for its own form. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const owners = [Number.prototype, Boolean.prototype, BigInt.prototype, Symbol.prototype, Date.prototype, Map.prototype, Uint8Array.prototype, Error.prototype];
		for (const owner of owners) { Object.defineProperty(owner, 'toJSON', { configurable: true, value() { return { forged: ['kv.get', 'victim:token'] }; } }); }
		const told = [];
		try { told.push(await plain.echo([1, true, 2n, new Date(0), new Map([[1, 2]]), new Uint8Array(2), new Error('e')]), direct.sum(1, 2)); } finally { for (const owner of owners) delete owner.toJSON; }
		return told;
	`,
});

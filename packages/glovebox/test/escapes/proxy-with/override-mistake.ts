import { attack } from '../attack.ts';

/** A read-only property on a prototype makes ordinary writes of the bridge fail half-way. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		for (const name of ['toString', 'constructor', 'name', 'message']) { try { Object.defineProperty(Object.prototype, name, { writable: false }); } catch {} }
		Object.freeze(Object.prototype);
		Object.freeze(Array.prototype);
		Object.freeze(Error.prototype);
		try { console.log({ a: 1 }); null.x; } catch (error) { got = loot(error); }
		return got ?? new Error('after').stack;
	`,
});

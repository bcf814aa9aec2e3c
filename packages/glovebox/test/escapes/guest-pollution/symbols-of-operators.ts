import { attack } from '../attack.ts';

/** Well-known symbols on shared prototypes: `isConcatSpreadable`, `toPrimitive`, `toStringTag`, `iterator`, `hasInstance`, `species`. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		const set = (owner, symbol, value) => { const before = Object.getOwnPropertyDescriptor(owner, symbol); try { Object.defineProperty(owner, symbol, { configurable: true, get() { got ??= loot(this); return value; } }); } catch {} return () => (before ? Object.defineProperty(owner, symbol, before) : delete owner[symbol]); };
		const undo = [set(Object.prototype, Symbol.isConcatSpreadable, true), set(Object.prototype, Symbol.toPrimitive, undefined), set(Object.prototype, Symbol.toStringTag, 'Map'), set(Array, Symbol.species, undefined), set(Promise, Symbol.species, undefined), set(Object.prototype, Symbol.iterator, undefined), set(Object.prototype, Symbol.asyncIterator, undefined), set(Object.prototype, Symbol.dispose, undefined)];
		const told = [];
		try { told.push(await plain.echo({ a: [1, { b: 2 }] }), direct.echo('x')); console.log({ a: 1 }, [1]); } catch (error) { told.push(loot(error)); }
		for (const back of undo) back();
		return [got, told];
	`,
});

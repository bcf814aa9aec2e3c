import { attack } from '../attack.ts';

/** Iterators are joined, zipped and mapped from inside of their own steps. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		const evil = () => { const self = { next() { for (const way of ['return', 'next', 'throw']) { try { self.helper?.[way]?.(1); } catch (error) { told.push(error.name); } } return { get done() { self.helper?.return?.(); return told.length % 7 === 6; }, value: self }; }, return() { self.helper?.next?.(); return {}; }, [Symbol.iterator]() { return self; } }; return self; };
		for (const make of [(it) => Iterator.concat?.(it, [1], it), (it) => Iterator.zip?.([it, it, [1, 2]], { mode: 'longest', padding: it }), (it) => Iterator.zipKeyed?.({ a: it, b: it }), (it) => Iterator.from(it).map(() => it), (it) => Iterator.from(it).flatMap(() => it), (it) => Iterator.from(it).filter(() => it.helper.next()), (it) => Iterator.from(it).take(5), (it) => Iterator.from(it).drop({ valueOf: () => { it.helper?.next(); return 1; } })]) {
			const it = evil();
			try { it.helper = make(it); for (let turn = 0; turn < 6; turn++) told.push(typeof it.helper?.next().value); it.helper?.return(); } catch (error) { told.push(error.name); }
		}
		return told.length;
	`,
});

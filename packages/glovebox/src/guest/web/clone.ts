/**
 * `structuredClone`. One thing an engine would see and a script cannot: a proxy is copied as what it shows. As everywhere, an
 * instance of a guest's own class is copied as a plain record.
 */
import { notCloneable } from './clone/refusal.ts';
import { copySpecial } from './clone/copies.ts';
import { readTransfer } from './clone/transfer.ts';
import { requireArguments } from './interface.ts';

/** Gives the copy of a value inside the value that is cloned. */
export type Clone = (value: unknown) => unknown;

export function structuredClone(value: unknown, options: unknown = undefined): unknown {
	requireArguments(arguments.length, 1, 'structuredClone');
	const buffers = readTransfer(options);
	const copy = createClone(new Map())(value);
	// Copied and then emptied: moved first, views would no longer know their place, and what cannot be cloned would be lost.
	for (const buffer of buffers) buffer.transfer(0);
	return copy;
}

function createClone(known: Map<object, unknown>): Clone {
	const clone: Clone = (value) => {
		if (typeof value === 'symbol' || typeof value === 'function') throw notCloneable(value);
		if (typeof value !== 'object' || value === null) return value;
		if (known.has(value)) return known.get(value);
		const keep = <Kind>(made: Kind): Kind => {
			known.set(value, made);
			return made;
		};
		const special = copySpecial(value, keep, clone);
		if (special !== undefined) return special;
		const record = keep({} as Record<string, unknown>);
		for (const key of Object.keys(value)) {
			const property = clone((value as Record<string, unknown>)[key]);
			Object.defineProperty(record, key, { value: property, writable: true, enumerable: true, configurable: true });
		}
		return record;
	};
	return clone;
}

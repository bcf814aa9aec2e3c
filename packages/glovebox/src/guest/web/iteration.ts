/** Iterators over pairs, as `URLSearchParams`, `Headers` and `FormData` have them: what changes meanwhile is seen. */

type Pair<Value> = readonly [name: string, value: Value];
type Kind = 'keys' | 'values' | 'entries';

export interface PairIterable<Value> {
	entries(): IterableIterator<[string, Value]>;
	keys(): IterableIterator<string>;
	values(): IterableIterator<Value>;
	forEach(callback: (value: Value, name: string, whole: this) => void, self?: unknown): void;
	[Symbol.iterator](): IterableIterator<[string, Value]>;
}

/** Puts `entries`, `keys`, `values`, `forEach` and the default iterator on a class. `pairsOf` throws for what is no instance. */
export function definePairIteration<Value>(
	Class: { readonly prototype: object },
	className: string,
	pairsOf: (instance: never) => readonly Pair<Value>[],
): void {
	const start = createIterators(className, pairsOf);
	const methods = {
		entries(this: never) {
			return start(this, 'entries');
		},
		keys(this: never) {
			return start(this, 'keys');
		},
		values(this: never) {
			return start(this, 'values');
		},
		forEach(this: never, callback: (value: Value, name: string, whole: never) => void, self: unknown = undefined): void {
			if (typeof callback !== 'function') throw new TypeError(`Cannot call forEach: the callback is not a function`);
			for (let index = 0; index < pairsOf(this).length; index++) {
				const [name, value] = pairsOf(this)[index] as Pair<Value>;
				callback.call(self, value, name, this);
			}
		},
	};
	for (const [name, value] of Object.entries(methods)) {
		Object.defineProperty(Class.prototype, name, { value, writable: true, enumerable: true, configurable: true });
	}
	Object.defineProperty(Class.prototype, Symbol.iterator, { value: methods.entries, writable: true, configurable: true });
}

interface Position {
	readonly target: never;
	readonly kind: Kind;
	index: number;
}

function createIterators<Value>(name: string, pairsOf: (instance: never) => readonly Pair<Value>[]) {
	const positions = new WeakMap<object, Position>();
	const prototype = Object.create(Iterator.prototype) as object;
	const next = function next(this: object): IteratorResult<unknown> {
		const position = positions.get(this);
		if (position === undefined) throw new TypeError(`Cannot call next: this is no ${name} Iterator`);
		const pair = pairsOf(position.target)[position.index];
		if (pair === undefined) return { value: undefined, done: true };
		position.index += 1;
		const { kind } = position;
		return { value: kind === 'keys' ? pair[0] : kind === 'values' ? pair[1] : [pair[0], pair[1]], done: false };
	};
	Object.defineProperty(prototype, 'next', { value: next, writable: true, enumerable: true, configurable: true });
	Object.defineProperty(prototype, Symbol.toStringTag, { value: `${name} Iterator`, configurable: true });
	return (target: never, kind: Kind): object => {
		pairsOf(target);
		const iterator = Object.create(prototype) as object;
		positions.set(iterator, { target, kind, index: 0 });
		return iterator;
	};
}

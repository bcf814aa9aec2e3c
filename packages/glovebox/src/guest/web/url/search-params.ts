/** `URLSearchParams`, alone or as the query of a `URL`. */
import { defineInterface, requireArguments, toScalarText } from '../interface.ts';
import { definePairIteration, type PairIterable } from '../iteration.ts';
import { type Pair, parseForm, writeForm } from './form.ts';

/** Links a URL's parameters to it. Not on the class, where a guest would find it. */
export let linkParams: (params: URLSearchParams, onChange: (query: string) => void) => void;
/** Replaces the pairs, as the URL does when its query is set. */
export let resetParams: (params: URLSearchParams, query: string) => void;

export class URLSearchParams {
	#pairs: Pair[] = [];
	#onChange: ((query: string) => void) | undefined;

	static {
		linkParams = (params, onChange) => {
			params.#onChange = onChange;
		};
		resetParams = (params, query) => {
			params.#pairs = parseForm(query);
		};
		definePairIteration(URLSearchParams, 'URLSearchParams', (params: URLSearchParams) => params.#pairs);
	}

	constructor(init: unknown = '') {
		this.#pairs = readInit(init);
	}

	get size(): number {
		return this.#pairs.length;
	}

	append(name: unknown, value: unknown): void {
		requireArguments(arguments.length, 2, 'append');
		this.#pairs.push([toScalarText(name), toScalarText(value)]);
		this.#changed();
	}

	delete(name: unknown, value: unknown = undefined): void {
		requireArguments(arguments.length, 1, 'delete');
		const matches = matcher(name, value);
		this.#pairs = this.#pairs.filter((pair) => !matches(pair));
		this.#changed();
	}

	get(name: unknown): string | null {
		requireArguments(arguments.length, 1, 'get');
		return this.#pairs.find(matcher(name))?.[1] ?? null;
	}

	getAll(name: unknown): string[] {
		requireArguments(arguments.length, 1, 'getAll');
		return this.#pairs.filter(matcher(name)).map(([, value]) => value);
	}

	has(name: unknown, value: unknown = undefined): boolean {
		requireArguments(arguments.length, 1, 'has');
		return this.#pairs.some(matcher(name, value));
	}

	set(name: unknown, value: unknown): void {
		requireArguments(arguments.length, 2, 'set');
		const matches = matcher(name);
		const pair: Pair = [toScalarText(name), toScalarText(value)];
		const first = this.#pairs.findIndex(matches);
		if (first === -1) this.#pairs.push(pair);
		else this.#pairs = this.#pairs.flatMap((old, index) => (index === first ? [pair] : matches(old) ? [] : [old]));
		this.#changed();
	}

	/** By code units, and stable. */
	sort(): void {
		this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
		this.#changed();
	}

	toString(): string {
		return writeForm(this.#pairs);
	}

	#changed(): void {
		this.#onChange?.(writeForm(this.#pairs));
	}
}

export interface URLSearchParams extends PairIterable<string> {}

defineInterface(URLSearchParams, 'URLSearchParams');

function matcher(name: unknown, value?: unknown): (pair: Pair) => boolean {
	const wanted = toScalarText(name);
	if (value === undefined) return (pair) => pair[0] === wanted;
	const wantedValue = toScalarText(value);
	return (pair) => pair[0] === wanted && pair[1] === wantedValue;
}

function readInit(init: unknown): Pair[] {
	if ((typeof init === 'object' && init !== null) || typeof init === 'function') {
		const method = (init as { readonly [Symbol.iterator]?: unknown })[Symbol.iterator];
		if (method === undefined || method === null) return readRecord(init);
		if (typeof method !== 'function') throw new TypeError('Cannot read the parameters: the value is not iterable');
		return Array.from(init as Iterable<Iterable<unknown>>, readPair);
	}
	const text = toScalarText(init);
	return parseForm(text.startsWith('?') ? text.slice(1) : text);
}

function readPair(entry: Iterable<unknown>): Pair {
	const isList = (typeof entry === 'object' && entry !== null) || typeof entry === 'function';
	const pair = isList && typeof entry[Symbol.iterator] === 'function' ? Array.from(entry, toScalarText) : [];
	if (pair.length !== 2) throw new TypeError('Cannot read the parameters: each pair must be an iterable [name, value] tuple');
	return pair as Pair;
}

function readRecord(record: object): Pair[] {
	const values = new Map<string, string>();
	for (const key of Reflect.ownKeys(record)) {
		if (Reflect.getOwnPropertyDescriptor(record, key)?.enumerable !== true) continue;
		if (typeof key === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
		values.set(key.toWellFormed(), toScalarText((record as Record<string, unknown>)[key]));
	}
	return [...values];
}

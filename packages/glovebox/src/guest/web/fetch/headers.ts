/** `Headers`: names without case, in order, values joined. */
import { defineInterface, requireArguments } from '../interface.ts';
import { definePairIteration, type PairIterable } from '../iteration.ts';

export type HeaderList = [name: string, value: string][];

/** All headers one by one, names in lower case, as they leave for the host. */
export let listOf: (headers: Headers) => HeaderList;
/** Headers that a guest can read only, such as those of a response that came. */
export let immutableHeaders: (list: HeaderList) => Headers;

export class Headers {
	#list: HeaderList = [];
	#immutable = false;

	static {
		listOf = (headers) => headers.#list.map(([name, value]) => [name, value]);
		immutableHeaders = (list) => {
			const headers = new Headers(list);
			headers.#immutable = true;
			return headers;
		};
		definePairIteration(Headers, 'Headers', (headers: Headers) => headers.#sorted());
	}

	constructor(init: unknown = undefined) {
		if (init === undefined) return;
		if ((typeof init !== 'object' && typeof init !== 'function') || init === null)
			throw new TypeError('The init of Headers is not an object');
		for (const [name, value] of readPairs(init)) this.append(name, value);
	}

	append(name: unknown, value: unknown): void {
		requireArguments(arguments.length, 2, 'append');
		const pair = this.#writable(readName(name), readValue(value));
		this.#list.push(pair);
	}

	delete(name: unknown): void {
		requireArguments(arguments.length, 1, 'delete');
		const [key] = this.#writable(readName(name), '');
		this.#list = this.#list.filter((pair) => pair[0] !== key);
	}

	get(name: unknown): string | null {
		requireArguments(arguments.length, 1, 'get');
		const key = readName(name);
		const values = this.#list.flatMap((pair) => (pair[0] === key ? [pair[1]] : []));
		return values.length === 0 ? null : values.join(key === 'cookie' ? '; ' : ', ');
	}

	getSetCookie(): string[] {
		return this.#list.flatMap(([name, value]) => (name === 'set-cookie' ? [value] : []));
	}

	has(name: unknown): boolean {
		requireArguments(arguments.length, 1, 'has');
		const key = readName(name);
		return this.#list.some((pair) => pair[0] === key);
	}

	set(name: unknown, value: unknown): void {
		requireArguments(arguments.length, 2, 'set');
		const pair = this.#writable(readName(name), readValue(value));
		const at = this.#list.findIndex(([key]) => key === pair[0]);
		this.#list = this.#list.filter(([key], index) => key !== pair[0] || index === at);
		if (at === -1) this.#list.push(pair);
		else this.#list[at] = pair;
	}

	#writable(name: string, value: string): [string, string] {
		if (this.#immutable) throw new TypeError('These headers are immutable');
		return [name, value];
	}

	#sorted(): HeaderList {
		const names = [...new Set(this.#list.map(([name]) => name))].sort();
		return names.flatMap((name): HeaderList => {
			if (name === 'set-cookie') return this.getSetCookie().map((value) => [name, value]);
			return [[name, this.get(name) ?? '']];
		});
	}
}

export interface Headers extends PairIterable<string> {}

defineInterface(Headers, 'Headers');

/** A record is read whole before any of its names is looked at. */
function readPairs(init: object): Iterable<readonly [string, string]> {
	const iterator = (init as { readonly [Symbol.iterator]?: unknown })[Symbol.iterator];
	if (iterator === undefined || iterator === null) {
		const record = new Map<string, string>();
		for (const key of Reflect.ownKeys(init)) {
			if (Reflect.getOwnPropertyDescriptor(init, key)?.enumerable !== true) continue;
			const name = toByteText(key);
			record.set(name, toByteText((init as Record<PropertyKey, unknown>)[key]));
		}
		return record;
	}
	return Array.from(init as Iterable<Iterable<unknown>>, (entry) => {
		const pair = typeof entry === 'object' && entry !== null ? Array.from(entry, toByteText) : [];
		if (pair.length !== 2) throw new TypeError('Each header must be a [name, value] pair');
		return pair as [string, string];
	});
}

function readName(name: unknown): string {
	const text = toByteText(name);
	if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text)) throw new TypeError(`"${text}" is an invalid header name`);
	return text.toLowerCase();
}

function readValue(value: unknown): string {
	const text = toByteText(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
	if (/[\0\r\n]/.test(text)) throw new TypeError('The value of a header cannot hold NUL or line breaks');
	return text;
}

/** Web IDL's ByteString. */
export function toByteText(value: unknown): string {
	const text = `${value}`;
	if (/[^\0-\xff]/.test(text)) throw new TypeError('Cannot convert the text to bytes: it has a character above 255');
	return text;
}

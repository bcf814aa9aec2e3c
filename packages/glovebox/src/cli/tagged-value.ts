/**
 * A guest's value as JSON can hold it. What JSON lacks is a record with a `$type`; a guest's own record that has a key `$type`
 * is written as entries, so that nothing a guest returns can be taken for a tag.
 */

/** Deeper than any value that people look at, and far from where JSON.stringify overflows the stack. */
const deepest = 1_000;

interface Walk {
	/** Where each object was first met: a JSON Pointer (RFC 6901) into what is printed. */
	readonly met: Map<object, string>;
	readonly depth: number;
	readonly pointer: string;
}

/** Makes a value printable. A second way to the same object is `{ "$type": "reference", "pointer": "/where/it/stands" }`. */
export function tagged(value: unknown): unknown {
	return tag(value, { met: new Map(), depth: 0, pointer: '' });
}

function tag(value: unknown, walk: Walk): unknown {
	if (value === undefined) return { $type: 'undefined' };
	if (typeof value === 'bigint') return { $type: 'bigint', value: String(value) };
	if (typeof value === 'number') return tagNumber(value);
	if (typeof value !== 'object' || value === null) return value;
	const known = walk.met.get(value);
	if (known !== undefined) return { $type: 'reference', pointer: known };
	if (walk.depth > deepest) return { $type: 'deeper' };
	walk.met.set(value, walk.pointer);
	const inner: Inner = (part, ...keys) =>
		tag(part, { met: walk.met, depth: walk.depth + 1, pointer: [walk.pointer, ...keys.map(pointerPart)].join('/') });
	if (Array.isArray(value)) return Array.from(value, (part, at) => (Object.hasOwn(value, at) ? inner(part, at) : { $type: 'hole' }));
	const tagger = taggers.find(({ fits }) => fits(value));
	if (tagger) return tagger.write(value as never, inner);
	if (Object.hasOwn(value, '$type')) return { $type: 'record', entries: entriesOf(Object.entries(value), inner) };
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part, key)]));
}

function tagNumber(value: number): unknown {
	if (Object.is(value, -0)) return { $type: 'number', value: '-0' };
	return Number.isFinite(value) ? value : { $type: 'number', value: String(value) };
}

function pointerPart(key: string | number): string {
	return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

type Inner = (part: unknown, ...keys: (string | number)[]) => unknown;

interface Tagger {
	readonly fits: (value: object) => boolean;
	readonly write: (value: never, inner: Inner) => unknown;
}

function tagger<T>(fits: (value: object) => boolean, write: (value: T, inner: Inner) => unknown): Tagger {
	return { fits, write };
}

const taggers: readonly Tagger[] = [
	tagger<Date>(
		(value) => value instanceof Date,
		(value) => ({ $type: 'Date', value: Number.isNaN(value.getTime()) ? null : value.toISOString() }),
	),
	tagger<RegExp>(
		(value) => value instanceof RegExp,
		({ source, flags }) => ({ $type: 'RegExp', source, flags }),
	),
	tagger<Map<unknown, unknown>>(
		(value) => value instanceof Map,
		(value, inner) => ({ $type: 'Map', entries: entriesOf([...value], inner) }),
	),
	tagger<Set<unknown>>(
		(value) => value instanceof Set,
		(value, inner) => ({ $type: 'Set', values: [...value].map((part, at) => inner(part, 'values', at)) }),
	),
	tagger<Error>((value) => value instanceof Error, tagError),
	tagger<ArrayBuffer>(
		(value) => value instanceof ArrayBuffer,
		(value) => ({ $type: 'ArrayBuffer', base64: Buffer.from(value).toString('base64') }),
	),
	tagger<NodeJS.TypedArray>(ArrayBuffer.isView, (value) => {
		const type = Object.prototype.toString.call(value).slice('[object '.length, -1);
		return { $type: type, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
	}),
];

function entriesOf(entries: readonly (readonly [unknown, unknown])[], inner: Inner): unknown {
	return entries.map(([key, part], at) => [inner(key, 'entries', at, 0), inner(part, 'entries', at, 1)]);
}

function tagError(error: Error, inner: Inner): unknown {
	const own = Object.entries(error).filter(([key]) => !['name', 'message', 'cause', 'errors'].includes(key));
	return {
		$type: 'Error',
		name: error.name,
		message: error.message,
		...(error.cause === undefined ? {} : { cause: inner(error.cause, 'cause') }),
		...(error instanceof AggregateError ? { errors: inner(error.errors, 'errors') } : {}),
		...(own.length > 0 ? { properties: inner(Object.fromEntries(own), 'properties') } : {}),
	};
}

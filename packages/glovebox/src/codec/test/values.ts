/** Values of every kind that crosses, made by fast-check as graphs: a list of objects that refer to one another at will. */
import fc from 'fast-check';

type Item = { readonly ref: number } | { readonly value: unknown };

interface Spec {
	readonly kind: (typeof kinds)[number];
	readonly keys: readonly string[];
	readonly items: readonly Item[];
	readonly bytes: Uint8Array;
	readonly number: number;
}

const kinds = [
	'record',
	'bare',
	'array',
	'sparse',
	'map',
	'set',
	'date',
	'regexp',
	'error',
	'aggregate',
	'buffer',
	'bytes',
	'view',
] as const;
const keyNames = [
	'a',
	'b',
	'0',
	'1',
	'',
	'toJSON',
	'then',
	'constructor',
	'length',
	'get',
	'set',
	'value',
	'writable',
	'name',
	'\ud800',
	'é',
];
const patterns = [/a\/b/g, /[/]\n/imu, /(?<x>y)/dv, /(?:)/y, /\p{L}|\u2028/su];
const errorClasses = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
type ViewClass = new (buffer: ArrayBuffer, byteOffset: number, length: number) => object;
const viewClasses: readonly ViewClass[] = [
	Int8Array,
	Uint16Array,
	Uint8ClampedArray,
	Float32Array,
	Float64Array,
	BigInt64Array,
	BigUint64Array,
	DataView,
];

const key = fc.oneof(fc.constantFrom(...keyNames), fc.string({ unit: 'binary', maxLength: 8 })).filter((name) => name !== '__proto__');
/** Every primitive that crosses. */
export const primitive: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(undefined, null, true, false, 0, -0, NaN, Infinity, -Infinity, 2 ** 53, 5e-324),
	fc.double(),
	fc.integer(),
	fc.bigInt(),
	fc.string({ unit: 'binary' }),
	fc.constantFrom('\ud800', '\udc00x', '"\\\u2028', '[-1]', '__proto__', '\\u'),
);
const item: fc.Arbitrary<Item> = fc.oneof(
	fc.nat(11).map((ref) => ({ ref })),
	primitive.map((value) => ({ value })),
);
const spec: fc.Arbitrary<Spec> = fc.record({
	kind: fc.constantFrom(...kinds),
	keys: fc.uniqueArray(key, { minLength: 6, maxLength: 6 }),
	items: fc.array(item, { maxLength: 6 }),
	bytes: fc.uint8Array({ maxLength: 24 }),
	number: fc.nat(1000),
});

/** Any value: a primitive, or a graph with cycles and sharing. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(primitive, fc.array(spec, { minLength: 1, maxLength: 12 }).map(build));

/** A plain tree, the fast way's share. */
export const plainTree: fc.Arbitrary<unknown> = fc
	.jsonValue({ maxDepth: 6, stringUnit: 'binary' })
	.filter((value) => !JSON.stringify(value).includes('"__proto__"'))
	// -0 is no part of a plain tree.
	.map((value): unknown => JSON.parse(JSON.stringify(value)));

function build(specs: readonly Spec[]): unknown {
	const objects = specs.map(shellOf);
	const read = (from: Item): unknown => ('ref' in from ? objects[from.ref % objects.length] : from.value);
	for (const [i, { keys, items }] of specs.entries()) fill(objects[i] as object, keys, items.map(read));
	return objects[0];
}

function shellOf({ kind, bytes, number }: Spec): object {
	const buffer = bytes.slice().buffer;
	const ErrorClass = errorClasses[number % errorClasses.length] ?? Error;
	const View = viewClasses[number % viewClasses.length] ?? DataView;
	const shells: Readonly<Record<Spec['kind'], () => object>> = {
		record: () => ({}),
		bare: () => Object.create(null),
		array: () => [],
		sparse: () => new Array(number % 50),
		map: () => new Map(),
		set: () => new Set(),
		date: () => new Date(number % 7 === 0 ? NaN : number * 1e9),
		regexp: () => new RegExp(patterns[number % patterns.length] ?? ''),
		error: () => new ErrorClass(`message ${number}`),
		aggregate: () => new AggregateError([], `message ${number}`),
		buffer: () => buffer,
		bytes: () => new Uint8Array(buffer, bytes.length >> 1),
		view: () => new View(buffer, 0, bytes.length >> 3),
	};
	return shells[kind]();
}

function fill(object: object, keys: readonly string[], values: readonly unknown[]): void {
	if (Array.isArray(object)) {
		for (const [i, value] of values.entries()) object[object.length > 0 && i > 2 ? i + 3 : i] = value;
		return;
	}
	if (object instanceof Set) for (const value of values) object.add(value);
	else if (object instanceof Map) for (let i = 1; i < values.length; i += 2) object.set(values[i - 1], values[i]);
	else if (object instanceof Error) fillError(object, keys, values);
	else if (Object.getPrototypeOf(object) === Object.prototype || Object.getPrototypeOf(object) === null) {
		for (const [i, value] of values.entries()) Object.assign(object, { [keys[i] as string]: value });
	}
}

function fillError(error: Error, keys: readonly string[], values: readonly unknown[]): void {
	if (error instanceof AggregateError) Object.defineProperty(error, 'errors', { value: values, enumerable: false });
	if (values.length > 3) Object.defineProperty(error, 'cause', { value: values[0], enumerable: false });
	for (const [i, value] of values.entries())
		if (!/^(name|message|stack|cause|errors)$/.test(keys[i] ?? '')) Object.assign(error, { [keys[i] as string]: value });
}

/** JSON Schema of valibot's schemas, which are records that describe themselves (valibot 1) and offer no JSON Schema without another package. */
import type { JsonSchema } from './json-schema-types.ts';

/** The part of a valibot schema that is read here. */
interface Described {
	readonly kind: string;
	readonly type: string;
	readonly pipe?: readonly Described[];
	readonly wrapped?: Described;
	readonly item?: Described;
	readonly items?: readonly Described[];
	readonly rest?: Described;
	readonly entries?: Readonly<Record<string, Described>>;
	readonly value?: Described;
	readonly options?: readonly unknown[];
	readonly literal?: unknown;
}

const deepest = 20;
const named: Readonly<Record<string, JsonSchema>> = {
	string: { type: 'string' },
	number: { type: 'number' },
	boolean: { type: 'boolean' },
	null: { type: 'null' },
	undefined: { tsType: 'undefined' },
	void: { tsType: 'undefined' },
	bigint: { tsType: 'bigint' },
	date: { tsType: 'Date' },
};
/** Wrappers that let something else through: what, and whether it may be left out. */
const wrappers: Readonly<Record<string, readonly JsonSchema[]>> = {
	optional: [],
	exact_optional: [],
	undefinedable: [{ tsType: 'undefined' }],
	nullable: [{ type: 'null' }],
	nullish: [{ type: 'null' }],
	non_optional: [],
};
const mayBeLeftOut: ReadonlySet<string> = new Set(['optional', 'exact_optional', 'nullish']);

/** What valibot says of a value; an empty schema where types cannot say it. */
export function valibotJsonSchema(schema: unknown, side: 'input' | 'output', depth = 0): JsonSchema {
	if (depth > deepest) return {};
	const described = partOfPipe(schema as Described, side);
	if (described === undefined) return {};
	const inner = (part: unknown) => valibotJsonSchema(part, side, depth + 1);
	const { type, items, entries, wrapped } = described;
	if (Object.hasOwn(named, type)) return named[type] ?? {};
	if (Object.hasOwn(wrappers, type) && wrapped) {
		const others = wrappers[type] ?? [];
		const through = others.length === 0 ? inner(wrapped) : { anyOf: [inner(wrapped), ...others] };
		return { ...through, ...(mayBeLeftOut.has(type) ? { mayBeUndefined: true } : {}) };
	}
	if (items) return tuple(described, items, inner);
	if (entries) return record(entries, inner);
	return other(described, inner);
}

/** Of a pipe: what goes in is its first part; what comes out its last schema, if nothing transforms after it. */
function partOfPipe(described: Described, side: 'input' | 'output'): Described | undefined {
	const { pipe } = described;
	if (pipe === undefined || side === 'input') return pipe?.[0] ?? described;
	const last = pipe.findLast(({ kind }) => kind === 'schema' || kind === 'transformation');
	return last?.kind === 'schema' ? last : undefined;
}

type Inner = (part: unknown) => JsonSchema;

function tuple({ rest }: Described, items: readonly Described[], inner: Inner): JsonSchema {
	const least = items.findLastIndex(({ type }) => !mayBeLeftOut.has(type)) + 1;
	return { type: 'array', prefixItems: items.map(inner), minItems: least, ...(rest ? { items: inner(rest) } : {}) };
}

function record(entries: Readonly<Record<string, Described>>, inner: Inner): JsonSchema {
	const all = Object.entries(entries);
	const required = all.filter(([, { type }]) => !mayBeLeftOut.has(type)).map(([name]) => name);
	return { type: 'object', properties: Object.fromEntries(all.map(([name, part]) => [name, inner(part)])), required };
}

function other({ type, item, value, options, literal }: Described, inner: Inner): JsonSchema {
	if (type === 'literal') return typeof literal === 'bigint' ? { tsType: `${literal}n` } : { const: literal };
	if (type === 'picklist' || type === 'enum') return { enum: options ?? [] };
	if (type === 'array' && item) return { type: 'array', items: inner(item) };
	if (type === 'record' && value) return { type: 'object', additionalProperties: inner(value) };
	if (type === 'union' || type === 'variant') return { anyOf: (options ?? []).map(inner) };
	if (type === 'intersect') return { allOf: (options ?? []).map(inner) };
	return {};
}

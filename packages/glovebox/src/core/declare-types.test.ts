import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type } from 'arktype';
import { declareTypes, hostFunction } from 'glovebox';
import { crypto, env, fetch, files, kv, log, random } from 'glovebox/capabilities';
import * as v from 'valibot';
import { z } from 'zod';

/** The type of `f` in what is declared of a function with these schemas. */
function declared(input: unknown, output?: unknown): string {
	const schemas = { ...(input ? { input } : {}), ...(output ? { output } : {}) } as { readonly input: z.ZodTuple };
	return declareTypes({ f: hostFunction({ ...schemas, handler: () => undefined as never }) }).replace(/^declare function f/, '');
}

const order = {
	zod: z.object({
		id: z.string(),
		lines: z.array(z.object({ n: z.number(), note: z.string().optional() })),
		kind: z.enum(['a', 'b']),
		at: z.date(),
	}),
	arktype: type({ id: 'string', lines: type({ n: 'number', 'note?': 'string' }).array(), kind: "'a' | 'b'", at: 'Date' }),
	valibot: v.object({
		id: v.string(),
		lines: v.array(v.object({ n: v.number(), note: v.optional(v.string()) })),
		kind: v.picklist(['a', 'b']),
		at: v.date(),
	}),
};
const inputs = {
	zod: z.tuple([z.string().max(5), z.number().optional()]),
	arktype: type(['string <= 5', 'number?']),
	valibot: v.tuple([v.pipe(v.string(), v.maxLength(5)), v.optional(v.number())]),
};

for (const library of ['zod', 'arktype', 'valibot'] as const) {
	test(`declareTypes() says what schemas of ${library} say`, () => {
		const text = declared(inputs[library], order[library]);
		const members = text.replace(/^.*Promise<\{ (.*) \}>;$/, '$1').split(/; (?=\w+\??: )(?![^{]*\})/);
		assert.match(text, /^\(arg1: string, arg2\?: number\): Promise<\{ .* \}>;$/);
		assert.deepEqual(members.sort(), ['at: Date', 'id: string', 'kind: "a" | "b"', 'lines: { n: number; note?: string }[]']);
	});
}

/** Schemas of zod and of valibot for the same type. */
const rows: readonly (readonly [text: string, zod: z.ZodType, valibot: v.GenericSchema])[] = [
	['bigint', z.bigint(), v.bigint()],
	['string | null', z.string().nullable(), v.nullable(v.string())],
	['"a" | 1', z.union([z.literal('a'), z.literal(1)]), v.union([v.literal('a'), v.literal(1)])],
	['{ [name: string]: number }', z.record(z.string(), z.number()), v.record(v.string(), v.number())],
	['(string | null)[]', z.array(z.string().nullable()), v.array(v.nullable(v.string()))],
	['[string, boolean]', z.tuple([z.string(), z.boolean()]), v.tuple([v.string(), v.boolean()])],
	['[string, ...number[]]', z.tuple([z.string()], z.number()), v.tupleWithRest([v.string()], v.number())],
	['unknown', z.unknown(), v.unknown()],
	['unknown', z.map(z.string(), z.number()), v.map(v.string(), v.number())],
	['undefined', z.void(), v.void()],
	['string | undefined', z.string().optional(), v.optional(v.string())],
	['{ "two words": string }', z.object({ 'two words': z.string() }), v.object({ 'two words': v.string() })],
];

test('declareTypes() says the same of zod and valibot', () => {
	for (const [text, zod, valibot] of rows) {
		assert.equal(declared(undefined, zod), `(...args: unknown[]): Promise<${text}>;`);
		assert.equal(declared(undefined, valibot), `(...args: unknown[]): Promise<${text}>;`);
	}
});

test('declareTypes() looks at the guest’s side: what goes in before a transformation, what comes out after one', () => {
	assert.equal(
		declared(z.tuple([z.string().transform(Number), z.number().default(1)])),
		'(arg1: string, arg2?: number): Promise<unknown>;',
	);
	assert.equal(
		declared(v.tuple([v.pipe(v.string(), v.transform(Number)), v.optional(v.number(), 1)])),
		'(arg1: string, arg2?: number): Promise<unknown>;',
	);
	assert.equal(declared(undefined, v.pipe(v.string(), v.transform(Number))), '(...args: unknown[]): Promise<unknown>;');
	assert.equal(declared(undefined, v.pipe(v.string(), v.transform(Number), v.number())), '(...args: unknown[]): Promise<number>;');
});

test('declareTypes() takes names of parameters from titles that can be names, and rests from schemas that have one', () => {
	const named = z.tuple([z.string().meta({ title: 'id' }), z.string().meta({ title: 'two words' }), z.string().meta({ title: 'class' })]);
	assert.equal(declared(named), '(id: string, arg2: string, arg3: string): Promise<unknown>;');
	const twice = z.tuple([z.string().meta({ title: 'id' }), z.string().meta({ title: 'id' })]);
	assert.equal(declared(twice), '(arg1: string, arg2: string): Promise<unknown>;');
	assert.equal(declared(z.tuple([z.string()], z.number())), '(arg1: string, ...rest: number[]): Promise<unknown>;');
	assert.equal(declared(z.array(z.string())), '(...args: string[]): Promise<unknown>;');
});

test('declareTypes() ends with schemas that refer to themselves', () => {
	const tree: z.ZodType = z.object({
		get kids() {
			return z.array(tree);
		},
	});
	assert.match(declared(z.tuple([tree])), /^\(arg1: /);
	const node: v.GenericSchema = v.object({ kids: v.array(v.lazy(() => node)) });
	assert.equal(declared(v.tuple([node])), '(arg1: { kids: unknown[] }): Promise<unknown>;');
});

test('declareTypes() declares the capabilities that are ready to grant as guests see them', () => {
	using folder = files({ folder: import.meta.dirname, access: 'read-write' });
	const capabilities = {
		kv: kv(),
		files: folder,
		env: env([]),
		random: random(),
		fetch: fetch({ allow: [] }),
		crypto: crypto(),
		log: log({ write: () => undefined }),
	};
	assert.equal(
		declareTypes(capabilities),
		`declare const kv: {
  readonly get: (key: string) => Promise<unknown>;
  readonly list: (query?: { prefix?: string; after?: string; limit?: number }) => Promise<string[]>;
  readonly set: (key: string, value: unknown) => Promise<undefined>;
  readonly delete: (key: string) => Promise<boolean>;
};
declare const files: {
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly readText: (path: string) => Promise<string>;
  readonly list: (path?: string) => Promise<{ name: string; kind: "file" | "folder"; bytes: number; modifiedAt: Date }[]>;
  readonly inspect: (path: string) => Promise<{ name: string; kind: "file" | "folder"; bytes: number; modifiedAt: Date } | undefined>;
  readonly write: (path: string, data: string | Uint8Array) => Promise<undefined>;
  readonly makeFolder: (path: string) => Promise<undefined>;
  readonly remove: (path: string) => Promise<undefined>;
};
declare const env: {
  readonly get: (name: string) => string | undefined;
  readonly names: () => string[];
};
declare const random: {
  readonly bytes: (length: number) => Uint8Array;
  readonly integer: (most: number) => number;
  readonly uuid: () => string;
};
declare function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
declare const crypto: Crypto;
declare const log: {
  readonly debug: (message: string, fields?: { [name: string]: string | number | boolean | null }) => Promise<unknown>;
  readonly info: (message: string, fields?: { [name: string]: string | number | boolean | null }) => Promise<unknown>;
  readonly warn: (message: string, fields?: { [name: string]: string | number | boolean | null }) => Promise<unknown>;
  readonly error: (message: string, fields?: { [name: string]: string | number | boolean | null }) => Promise<unknown>;
};`,
	);
});

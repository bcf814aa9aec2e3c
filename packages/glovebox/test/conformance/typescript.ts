/** TypeScript: what is erased, what is transformed, what is refused, and that positions stay. */
import assert from 'node:assert/strict';
import { needs, type Promised } from './promise.ts';

/** TypeScript that is no JavaScript, and its value. */
const accepted: readonly (readonly [what: string, source: string, value: unknown])[] = [
	['annotations', 'let x: number = 5; const f = (a: string, b?: number): string => a; f("v") + x', 'v5'],
	['interfaces and type aliases', 'interface P { x: number }\ntype Q = P & { y: 1 }\nconst q: Q = { x: 2, y: 1 }; q.x', 2],
	['generics', 'function id<T extends object | number>(x: T): T { return x }; id<number>(7)', 7],
	['as, satisfies and non-null', 'const x = (5 as unknown as number) satisfies number; x!', 5],
	[
		'class members with modifiers',
		'abstract class A { private readonly x: number = 1; protected abstract f(): void; get v(): number { return this.x } }\nclass B extends A { override f() {} }; new B().v',
		1,
	],
	[
		'declarations without a body',
		'declare const nothing: number; function f(a: number): void; function f(a: unknown) { return a }; f(3)',
		3,
	],
	['this parameters and assertions', 'function f(this: { x: number }) { return this.x }; f.call({ x: 4 })', 4],
	['an enum', 'enum Color { Red, Green = 5, Blue }; [Color.Red, Color.Blue, Color[5]]', [0, 6, 'Green']],
	['an enum of strings', 'enum E { A = "a", B = "b" }; E.B', 'b'],
	['a const enum', 'const enum E { A = 3 }; E.A', 3],
	['a namespace', 'namespace N { export const x = 1; export function f() { return x + 1 } }; N.f()', 2],
	[
		'parameter properties',
		'class A { constructor(private readonly x: number, public y = 2) {} sum() { return this.x + this.y } }; new A(1).sum()',
		3,
	],
	['an awaiting script', 'const x: number = await Promise.resolve(6); x as number', 6],
	['a function body', 'const x: number = 1; return x as number', 1],
	['a module', 'type T = number; export const a: T = 1; export default (a as T) + 1', 2],
	['import type', 'import type { X } from "types"; const x: X = 3; export default x', 3],
	['an enum in an awaiting script', 'enum E { A = 4 }; const x: E = await E.A; x', 4],
	['an enum in a module', 'export enum E { A = 8 }; export default E.A', 8],
];

const acceptedRows = accepted.map(
	([what, source, value]): Promised => ({
		says: `TypeScript with ${what} runs`,
		check: async ({ evaluate }) => assert.deepEqual(await evaluate(source), value),
	}),
);

/** A throw on line 3 behind TypeScript on the same line. */
const behind: readonly (readonly [what: string, before: string, kind: 'script' | 'function' | 'module'])[] = [
	['an annotation', 'const x: number = 1; ', 'script'],
	['an assertion', 'const x = (1 as unknown as number)!; ', 'script'],
	['an enum', 'enum E { A, B = 3 }; ', 'script'],
	['a namespace', 'namespace N { export const x = 1 }; ', 'script'],
	['an awaiting declaration', 'const x: number = await 1; ', 'script'],
	['a generic call in a function', 'const id = <T,>(x: T): T => x; id<number>(1); ', 'function'],
	['an annotation in a module', 'export const x: number = 1; ', 'module'],
];

const positionRows = behind.map(
	([what, before, kind]): Promised => ({
		says: `a throw behind ${what} keeps the line and column of the guest's own text`,
		check: async ({ fails, engine }) => {
			const plain = await fails('\n\nthrow new Error("x")', { kind });
			const error = await fails(`type A = 1\n\n${before}throw new Error("x")`, { kind });
			assert.deepEqual([error.code, error.line], ['GLOVEBOX_GUEST_THROW', 3]);
			if (engine.positions === 'column') assert.equal(error.column, (plain.column as number) + before.length);
		},
	}),
);

const others: readonly Promised[] = [
	{
		says: 'decorators are refused with their line and column',
		check: async ({ fails }) => {
			const error = await fails('const d = (x: unknown) => x;\n  @d class A {}', { language: 'ts' });
			assert.deepEqual([error.code, error.name, error.line, error.column], ['GLOVEBOX_GUEST_SYNTAX', 'SyntaxError', 2, 3]);
		},
	},
	{
		says: 'decorators of members are refused with their line',
		check: async ({ fails }) => {
			const error = await fails('const d: unknown = 1;\nclass A {\n\t@d x: number = 1\n}');
			assert.deepEqual([error.code, error.line], ['GLOVEBOX_GUEST_SYNTAX', 3]);
		},
	},
	{
		says: 'types are a syntax error where the language is js',
		check: async ({ fails }) => {
			const error = await fails('1;\nlet x: number = 5', { language: 'js' });
			assert.deepEqual([error.code, error.line], ['GLOVEBOX_GUEST_SYNTAX', 2]);
		},
	},
	{
		says: 'types are a syntax error in a file that ends in .js',
		check: async ({ fails }) => assert.equal((await fails('let x: number = 5', { filename: 'a.js' })).code, 'GLOVEBOX_GUEST_SYNTAX'),
	},
	{
		says: 'what parses as JavaScript is JavaScript',
		check: async ({ evaluate }) => assert.equal(await evaluate('const a = 1, b = 2, c = 3; a<b>(c)'), false),
	},
	{
		says: 'the same text is TypeScript where the language says so',
		check: async ({ evaluate }) => assert.equal(await evaluate('const a = (x) => x, b = 2, c = 3; a<b>(c)', { language: 'ts' }), 3),
	},
	{
		says: 'what language: ts or a filename that ends in .ts says is TypeScript is read as such, in each kind',
		check: async ({ evaluate }) => {
			const source = 'enum E { A = 4 }; namespace N { export const x: number = 1 }; const f = <T,>(x: T): T => x;';
			assert.equal(await evaluate(`${source} f<number>(E.A) + N.x`, { language: 'ts' }), 5);
			assert.equal(await evaluate(`${source} f<number>(E.A) + N.x`, { filename: 'told.ts' }), 5);
			assert.equal(await evaluate(`${source} return f<number>(E.A) + N.x`, { filename: 'told.ts', kind: 'function' }), 5);
			assert.equal(
				await evaluate(`${source} export default f<number>(E.A) + await (N.x as number)`, { language: 'ts', kind: 'module' }),
				5,
			);
		},
	},
	{
		says: 'the endings .mts and .cts mean TypeScript',
		check: async ({ evaluate }) => {
			assert.equal(await evaluate('const f = (x: number) => x; f(1)', { filename: 'a.cts' }), 1);
			assert.equal(await evaluate('export default 2 as number', { filename: 'a.mts' }), 2);
		},
	},
	{
		says: "a syntax error of TypeScript has the line and column of the guest's text",
		check: async ({ fails }) => {
			const error = await fails('const a: number = 1;\nconst b: = 2;', { language: 'ts' });
			assert.deepEqual([error.code, error.name, error.line], ['GLOVEBOX_GUEST_SYNTAX', 'SyntaxError', 2]);
		},
	},
	{
		says: 'a throw inside a method with parameter properties keeps its line',
		check: async ({ fails }) => {
			const error = await fails('class A {\n\tconstructor(private x: number) {}\n\tf() {\n\t\tthrow new Error("x")\n\t}\n}\nnew A(1).f()');
			assert.equal(error.line, 4);
		},
	},
	{
		says: 'a throw inside a method keeps its column, through an enum above',
		unless: needs.column,
		check: async ({ fails }) => {
			const source = (head: string) => `${head}\nclass A { f() { throw new Error("x") } }\nnew A().f()`;
			assert.equal((await fails(source('enum E { A }'))).column, (await fails(source(''))).column);
		},
	},
	{
		says: 'TypeScript runs in a session, and its declarations stay',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('enum Size { S = 1, L = 2 }; let x: Size = Size.L; function f(y: number): number { return y }');
			assert.deepEqual(await session.evaluate('[x as number, Size.S, f(3)]'), [2, 1, 3]);
		},
	},
	{
		says: 'a guest cannot leave the TypeScript parser broken for the next one',
		check: async ({ run, evaluate }) => {
			await run(`let x: number = ${'['.repeat(5_000)}`, { language: 'ts' });
			await run(`let x: ${'A<'.repeat(5_000)}`, { language: 'ts' });
			assert.equal(await evaluate('let x: number = 5; x'), 5);
		},
	},
];

export const typescript: readonly Promised[] = [...acceptedRows, ...positionRows, ...others];

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SourceError } from './prepare/source-error.ts';
import { createRealm, evaluate, programOf, resultOf } from './prepare/test/evaluate.ts';
import { prepare, prepareChecked } from './prepare.ts';
import type { Program } from './program.ts';

type Kinds = [source: string, mode: string, value: unknown, settings?: Partial<Program>][];

const kinds: Kinds = [
	['6 * 7', 'value', 42],
	['', 'value', undefined],
	['{ a: 1 }', 'value', 1],
	['({ a: 1 }).a', 'value', 1],
	['Promise.resolve(3)', 'value', 3],
	['const s = "import export return await"; s.length', 'value', 26],
	['function f() { return 1 } f()', 'value', 1],
	['(async () => { await 1; return 2 })()', 'value', 2],
	['var await = 3; await', 'value', 3],
	['var await = x => x + 1; await (4)', 'value', 5],
	['function await(x) { return x + 1 } await (4)', 'value', 5],
	['await = x => x + 1; await (4)', 'value', 5],
	['typeof await', 'value', 'undefined'],
	['(await => await + 1)(1)', 'value', 2],
	['with ({ a: 6 }) a', 'value', 6],
	['await 1', 'awaiting', 1],
	['await (1)', 'awaiting', 1],
	['await [1][0]', 'awaiting', 1],
	['await +1', 'awaiting', 1],
	['await `x`', 'awaiting', 'x'],
	['await /x/.source', 'awaiting', 'x', { language: 'js' }],
	['for await (const x of [Promise.resolve(4)]) x', 'awaiting', 4],
	['with ({ a: 6 }) await a', 'awaiting', 6],
	['return 5', 'function', 5],
	['if (1) { return 5 }', 'function', 5],
	['return await 5', 'function', 5],
	['"use strict"; return this', 'function', undefined],
	['return arguments.length', 'function', 0],
	['return new.target', 'function', undefined],
	['const x = 1; return () => x', 'function', 1, { source: 'const x = 1; return (() => x)()' }],
	['export default 5', 'module', 5],
	['export default await 5', 'module', 5],
	['import.meta.url; export default 1', 'module', 1],
	['import.meta.url', 'module', undefined],
	['export {}', 'module', undefined],
	['export default this', 'module', undefined],
	['const importance = 1; importance', 'value', 1],
	['#!/usr/bin/env node\n3', 'value', 3],
	['#!/usr/bin/env node\nawait 3', 'awaiting', 3],
	['#!/usr/bin/env node\nreturn 3', 'function', 3],
	['#!/usr/bin/env node\nexport default 3', 'module', 3],
	['7', 'function', undefined, { kind: 'function' }],
	['await 7', 'function', undefined, { kind: 'function' }],
	['7', 'module', undefined, { kind: 'module' }],
	['await 7', 'awaiting', 7, { kind: 'script' }],
	['7', 'value', 7, { kind: 'script' }],
];

for (const [source, mode, value, settings] of kinds) {
	test(`prepare() reads ${JSON.stringify(source)} as ${mode}${settings?.kind ? ` where ${settings.kind} is asked for` : ''}`, async () => {
		const program = programOf(source, settings);
		assert.equal(prepare(program).mode, mode);
		assert.deepEqual(await resultOf(program), value);
	});
}

test('prepare() leaves a Script as it is', () => {
	for (const source of ['6 * 7', 'let a = 1\n// return\na', '#!x\n1', 'var await; await']) {
		assert.deepEqual(prepare(programOf(source)).scripts, [{ code: source, columnOffset: 0 }]);
	}
});

test('prepare() never gives -0 as a column offset, which engines refuse', () => {
	for (const source of ['1', 'await 1', 'let a = await 1', 'return 1', 'export {}', 'let x: number = 1']) {
		for (const { columnOffset } of prepare(programOf(source)).scripts)
			assert.ok(Object.is(Math.abs(columnOffset), columnOffset || 0) || columnOffset < 0);
	}
});

test('prepare() gives the same object for the same program, and another one where the name differs', () => {
	const first = prepare(programOf('1 + 1'));
	assert.equal(prepare(programOf('1 + 1')), first);
	assert.notEqual(prepare(programOf('1 + 1', { filename: 'other.js' })), first);
});

test('prepare() opens a name for reading and writing', () => {
	const realm = createRealm();
	evaluate(prepare(programOf('let v = 1')), realm);
	for (const name of ['v', 'w', 'let', 'async', 'é', '$_']) {
		const [read, write, opened] = evaluate(prepare(programOf(name, { kind: 'root' })), realm) as [
			() => unknown,
			(value: unknown) => void,
			string,
		];
		write(5);
		assert.deepEqual([read(), opened], [5, name]);
	}
});

for (const name of ['this', 'a.b', 'a b', '', '1', 'new', 'a;b', '\\u0061', 'null']) {
	test(`prepare() refuses ${JSON.stringify(name)} as a name to open`, () => {
		assert.throws(() => prepare(programOf(name, { kind: 'root' })), SourceError);
	});
}

type Refusals = [source: string, line: number, column: number, message: RegExp, settings?: Partial<Program>][];

const refusals: Refusals = [
	['const x = ;', 1, 11, /Unexpected token ';'/],
	['1;\n\nlet let = 2', 3, 5, /let is disallowed/],
	['let a; let a', 1, 12, /already been declared/],
	['await 1;\n  let = ;', 2, 9, /Unexpected token/],
	['import x from "y"\n  x = = 1', 2, 7, /Unexpected token/],
	['return 1\n  )', 2, 3, /Unexpected token/],
	['export { missing }', 1, 10, /Export 'missing' is not defined/],
	['`${', 1, 4, /Unexpected end/],
	['/(/', 1, 1, /regular expression/],
	[`${' '.repeat(3_000)}]`, 1, 3_001, /Unexpected token/],
	['return 1', 1, 1, /Illegal return|return/, { kind: 'script' }],
	['return 1', 1, 1, /return/, { kind: 'module' }],
	['import x from "y"', 1, 1, /import/, { kind: 'script' }],
	['let x: = 1', 1, 8, /Unexpected token `=`/],
	[
		'type A = {\n  b: ;;;\n}\nlet x: number = ;',
		4,
		17,
		/Expression expected|Unexpected/,
		{ language: 'ts', source: 'type A = {\n  b: 1;\n}\nlet x: number = ;' },
	],
	['@dec class A {}', 1, 1, /token/],
	['let a: number = 1;\n  @dec class A {}', 2, 3, /token/],
	['enum E { A }\n  @dec class B {}', 2, 3, /token/],
	['let é: "é😀漢" = 1; let b: = 2', 1, 27, /Unexpected token/, { language: 'ts' }],
	['let a: number = 1; let a = 2', 1, 24, /already been declared/],
	['return (1 as number) +;', 1, 23, /Expression expected|Unexpected/],
];

for (const [source, line, column, message, settings] of refusals) {
	test(`prepareChecked() refuses ${JSON.stringify(source.trim())} at ${line}:${column}`, () => {
		assert.throws(
			() => prepareChecked(programOf(source, settings)),
			(error) => {
				assert.ok(error instanceof SourceError, String(error));
				assert.deepEqual([error.name, error.line, error.column], ['SyntaxError', line, column]);
				assert.match(error.message, message);
				return true;
			},
		);
	});
}

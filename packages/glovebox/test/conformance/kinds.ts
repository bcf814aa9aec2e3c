/** What a program's value is, and how its kind is decided. */
import assert from 'node:assert/strict';
import type { Promised } from './promise.ts';

/** Scripts and their completion values, as ECMAScript defines them. Each is run plain and after an `await`. */
const completions: readonly (readonly [source: string, value: unknown])[] = [
	['6 * 7', 42],
	['1; 2; 3', 3],
	['5; ;', 5],
	['5; var x = 1', 5],
	['5; let x = 1; const y = 2', 5],
	['5; function f() { return 6 }', 5],
	['5; class A {}', 5],
	['{ a: 1 }', 1],
	['({ a: 1 })', { a: 1 }],
	['{ 3; { 4 } }', 4],
	['if (true) { 2 }', 2],
	['1; if (false) { 2 }', undefined],
	['if (false) 1; else 7', 7],
	['for (let i = 0; i < 3; i++) i * 10', 20],
	['for (const x of [1, 2]) { x + 1 }', 3],
	['for (const k in { a: 1, b: 2 }) k', 'b'],
	['let n = 0; while (n < 4) n++', 3],
	['do { 5 } while (false)', 5],
	['while (true) { 4; break }', 4],
	['8; while (false) 1', undefined],
	['out: { 1; break out; }', 1],
	['try { 1 } finally { 2 }', 1],
	['try { throw 1 } catch (e) { e + 1 }', 2],
	['switch (2) { case 1: "a"; case 2: "b"; case 3: "c" }', 'c'],
	['"text" // the end', 'text'],
	['5 /* ; 6 */', 5],
	['var f = function () { return 1 }; f() + 1', 2],
	['let a = 1, b = 2; a, b', 2],
	['`${1}${2}`', '12'],
	['eval("3; if (true) 4")', 4],
	['0;\n[1, 2].length', 2],
	['let z = 1\nz++\nz', 2],
];

const completionRows = completions.map(
	([source, value]): Promised => ({
		says: `the value of ${JSON.stringify(source)} is ECMAScript's, also after an await`,
		check: async ({ evaluate }) => {
			assert.deepEqual(await evaluate(source), value, 'plain');
			// A statement without a value of its own keeps that of the last one, so the await gets none to keep.
			assert.deepEqual(await evaluate(`var $ = await 0; ${source}`), value, 'awaiting');
		},
	}),
);

/** The rules of `kind: 'auto'`, in their order. */
const autos: readonly (readonly [says: string, source: string, value: unknown])[] = [
	['a default export makes a module, and is its value', 'export default 6 * 7', 42],
	['a named export makes a module, whose value is undefined without a default', 'export const a = 1; a', undefined],
	['import.meta makes a module', 'const meta = import.meta; 5', undefined],
	['export { x as default } is a default export', 'const x = 4; export { x as default }', 4],
	['a default export that is a promise is awaited', 'export default Promise.resolve(3)', 3],
	['a module can await at its top', 'const x = await Promise.resolve(2); export default x + await 1', 3],
	['a module is strict', 'export default (function () { return this === undefined })()', true],
	['this is undefined in a module', 'export default this === undefined', true],
	['the word import in a string makes no module', '"import x from y".length', 15],
	['the word export in a comment makes no module', '5 // export default 1', 5],
	['import() alone makes no module', 'typeof import("nothing").catch(() => {}).then', 'function'],
	['a script is sloppy', '(function () { return this === globalThis })()', true],
	['a directive makes a script strict', '"use strict"; (function () { return this === undefined })()', true],
	['a directive makes an awaiting script strict', '"use strict"; await 0; (function () { return this === undefined })()', true],
	['this is the global object in a script', 'this === globalThis', true],
	['this is the global object in an awaiting script', 'await 0; this === globalThis', true],
	['sloppy syntax stays a script', 'with ({ a: 3 }) a', 3],
	['an HTML-like comment is a comment in a script', '5 <!-- 6', 5],
	['await of a promise makes an awaiting script', 'await Promise.resolve(1) + 1', 2],
	['await inside a block makes an awaiting script', 'let x = 1; if (x) { x = await 7 }; x', 7],
	['for await makes an awaiting script', 'let t = 0; for await (const x of [Promise.resolve(1), 2]) t += x; t', 3],
	['await within an async function alone makes none', '(async () => { return (await 1) + 1 })()', 2],
	['a bound await is an identifier', 'var await = 3; await', 3],
	['a bound await can be called', 'function await(x) { return x * 2 }; await (5)', 10],
	['an unbound await before parentheses is the operator', 'await (Promise.resolve(5))', 5],
	['an unbound await before brackets is the operator', 'await [1, 2]', [1, 2]],
	['an unbound await before a sign is the operator', 'await +1', 1],
	['an unbound await before a template is the operator', 'await `x`', 'x'],
	['await as a property name is none', '({ await: 4 }).await', 4],
	['a top-level return makes a function', 'const x = 2; return x + 1', 3],
	['a return in a branch makes a function', 'if (input) return "yes"; return "no"', 'no'],
	['a function can await', 'const x = await Promise.resolve(4); return x + 1', 5],
	['a return inside a nested function makes none', '(() => { return 3 })()', 3],
	['a function without a value gives undefined', 'return', undefined],
	['a function that returns a promise gives what it resolves to', 'return Promise.resolve(8)', 8],
	['an empty source gives undefined', '', undefined],
	['a comment alone gives undefined', '// nothing', undefined],
	['a promise as the value is awaited', 'Promise.resolve(5)', 5],
	['a promise of a promise is awaited to its end', 'new Promise((done) => done(Promise.resolve(Promise.resolve(6))))', 6],
	['a promise as the value of an awaiting script is awaited', 'await 0; Promise.resolve(9)', 9],
	['a #! line is a comment', '#!/usr/bin/env node\n7', 7],
];

const autoRows = autos.map(
	([says, source, value]): Promised => ({
		says,
		check: async ({ evaluate }) => assert.deepEqual(await evaluate(source, { input: 0 }), value),
	}),
);

export const kinds: readonly Promised[] = [
	...completionRows,
	...autoRows,
	{
		says: 'kind: script refuses a top-level return as a syntax error',
		check: async ({ fails }) => assert.equal((await fails('return 1', { kind: 'script' })).code, 'GLOVEBOX_GUEST_SYNTAX'),
	},
	{
		says: 'kind: script refuses export as a syntax error',
		check: async ({ fails }) => assert.equal((await fails('export default 1', { kind: 'script' })).code, 'GLOVEBOX_GUEST_SYNTAX'),
	},
	{
		says: 'each kind can await at its top',
		check: async ({ evaluate }) => {
			assert.equal(await evaluate('await Promise.resolve(1)', { kind: 'script' }), 1);
			assert.equal(await evaluate('return await Promise.resolve(2)', { kind: 'function' }), 2);
			assert.equal(await evaluate('export default await Promise.resolve(3)', { kind: 'module' }), 3);
		},
	},
	{
		says: 'kind: function gives what is returned and not the completion value',
		check: async ({ evaluate }) => {
			assert.equal(await evaluate('5', { kind: 'function' }), undefined);
			assert.equal(await evaluate('var a = 1; return a + 1', { kind: 'function' }), 2);
		},
	},
	{
		says: 'kind: module gives the default export and not the completion value',
		check: async ({ evaluate }) => {
			assert.equal(await evaluate('5', { kind: 'module' }), undefined);
			assert.equal(
				await evaluate('export default class { static x = 1 }\nexport { }', { kind: 'module' }).catch((error) => error.code),
				'GLOVEBOX_GUEST_VALUE',
			);
		},
	},
	{
		says: 'kind: module is strict where the same text as a script is not',
		check: async ({ run, evaluate }) => {
			assert.equal((await run('undeclared = 1', { kind: 'module' })).ok, false);
			assert.equal(await evaluate('undeclared = 1'), 1);
		},
	},
	{
		says: 'text that parses as nothing gives the syntax error of a script',
		check: async ({ fails }) => {
			const error = await fails('let x = ;');
			assert.deepEqual([error.code, error.name, error.line], ['GLOVEBOX_GUEST_SYNTAX', 'SyntaxError', 1]);
		},
	},
	{
		says: 'let declared twice in one script is a syntax error',
		check: async ({ fails }) => assert.equal((await fails('let a = 1; let a = 2')).code, 'GLOVEBOX_GUEST_SYNTAX'),
	},
	{
		says: 'let declared again in a later script of a session is a SyntaxError, and the first stays',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('let a = 1');
			const again = await session.run('let a = 2');
			assert.ok(!again.ok && again.error.name === 'SyntaxError', 'the second let');
			assert.equal(await session.evaluate('a'), 1);
		},
	},
	{
		says: 'a rejected promise as the value is what the guest threw',
		check: async ({ fails }) => {
			const error = await fails('Promise.reject(new TypeError("no"))');
			assert.deepEqual([error.code, error.name, error.message], ['GLOVEBOX_GUEST_THROW', 'TypeError', 'no']);
		},
	},
	{
		says: 'statements after an await run, and in order',
		check: async ({ evaluate }) => {
			assert.deepEqual(
				await evaluate('const seen = [1]; Promise.resolve().then(() => seen.push(2)); await null; seen.push(3); await 0; seen'),
				[1, 2, 3],
			);
		},
	},
	{
		says: 'an awaiting script that fails half-way keeps what it had declared',
		check: async ({ open }) => {
			const session = await open();
			const outcome = await session.run('var a = 1; await Promise.reject(new Error("half")); var b = 2');
			assert.ok(!outcome.ok && outcome.error.message === 'half', 'the failure');
			assert.deepEqual(await session.evaluate('[a, typeof b]'), [1, 'undefined']);
		},
	},
];

/** What a program's value is, and what stays of it. Size: table of promises. */
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

/** Awaiting scripts written so that a careless rewrite would change them. */
const awaiting: readonly (readonly [source: string, value: unknown])[] = [
	['const[a]=await[1];a', 1],
	['const{a}=await{a:1};a', 1],
	['const{a=await 2}={};a', 2],
	['let a=await 1,b=a+await 2;b', 3],
	['var a=1,b=await 2;[a,b]', [1, 2]],
	['let\na = await 1\na', 1],
	['const /* x */ a /* = 5 */ = /* y */ await 1; a', 1],
	['const a // const b = 2\n= await 1\na', 1],
	['let a;await 0;a=1;a', 1],
	['let a, b = await 1; [typeof a, b]', ['undefined', 1]],
	['for(const a of[await 1])a', 1],
	['for(let i=0,n=await 2;i<n;i++)i', 1],
	['for(var x of await[1,2])x', 2],
	['for(const k in await{a:1})k', 'a'],
	['let a = 1; { let a = await 2 } a', 1],
	['let a = 1; { var f = () => a; let b = await 2 } f()', 1],
	['function f() { return g } var g = await 5; f()', 5],
	['class A { [await "k"]() { return 1 } } new A().k()', 1],
	['class A extends (await (class { x = 3 })) {} new A().x', 3],
	['class A { static async m() { return await 1 } } await A.m()', 1],
	['class A { static x = 1; static { this.y = A.x + 1 } } await 0; A.y', 2],
	['`${await 1}${`${await 2}`}`', '12'],
	['(await 1, await 2)', 2],
	['[await 1, ...await [2]].length', 2],
	['if (await 0) 1; else 2', 2],
	['switch (await 1) { case await 1: 5 }', 5],
	['try { await Promise.reject(4) } catch (e) { e } finally { await 9 }', 4],
	['out: for (;;) { await 0; 6; break out }', 6],
	['a: { await 0; 7; break a }', 7],
	['let n = 0; do n++; while (await n < 3)', 2],
	['const f = async () => 1\n;[await f()][0]', 1],
	['const f = async (x = 1) => x; await f() + await f(2)', 3],
	['var { a, ...b } = await { a: 1, c: 2 }; b', { c: 2 }],
	['const o = { async m() { return await this.v }, v: 8 }; await o.m()', 8],
	['q = await 4; q', 4],
	['await 0; "use strict"; (function () { return this === globalThis })()', true],
	['await 0; var fs = []; for (let i = 0; i < 2; i++) fs.push(() => i); fs.map((f) => f())', [0, 1]],
	['async function f() { return 3 } let v = await f(); v', 3],
	['await 0; function* g() { yield 1 } [...g()]', [1]],
	['let await_ = 1; await 0; await_', 1],
	['const x = await 1; const y = { x }; y', { x: 1 }],
	['const x = await 1; let r = ((x) => x)(5); [x, r]', [1, 5]],
	['let x = await 1; x++; [x] = [x + 5]; ({ x } = { x: x + 1 }); x', 8],
	['let u; u ??= await 3; u', 3],
	['await 0; if (true) function inner() { return 1 }\ninner()', 1],
	['/await/.test("await") && await 1', 1],
	['"await"; // await\nawait 2', 2],
	['<!-- await\nawait 3', 3],
	['await\n5', 5],
	['await(async()=>6)()', 6],
	['new (await Map)([[1, 2]]).size', 1],
	['(await { f() { return this.x }, x: 3 }).f()', 3],
	['await 1 ? await 2 : 3', 2],
	['!await 0', true],
	['typeof await 1', 'number'],
	['-await 2 ** 2', 'SyntaxError'],
	['void await 0', undefined],
	['delete (await { a: 1 }).a', true],
	['let x = 1; label: { const y = await x; if (y) break label; x = 5 } x', 1],
];

const awaitingRows = awaiting.map(
	([source, value]): Promised => ({
		says: `awaiting in ${JSON.stringify(source)} is what it reads as`,
		check: async ({ run }) => {
			const outcome = await run(source);
			assert.deepEqual(outcome.ok ? outcome.value : outcome.error.name, value);
		},
	}),
);

/** Two scripts of one session: what the second sees of the first. */
const visible: readonly (readonly [says: string, first: string, second: string, value: unknown])[] = [
	[
		'var becomes a property of the global',
		'var a = 1',
		'[a, globalThis.a, Object.getOwnPropertyDescriptor(globalThis, "a").configurable]',
		[1, 1, false],
	],
	['a function becomes a property of the global', 'function f() { return 2 }', '[f(), globalThis.f === f]', [2, true]],
	['let is seen by later scripts and is no property of the global', 'let b = 3', '[b, "b" in globalThis, b++ + b]', [3, false, 7]],
	[
		'const is seen by later scripts and stays constant',
		'const c = 4',
		'let r; try { c = 5 } catch (e) { r = e.name }; [c, r]',
		[4, 'TypeError'],
	],
	['a class is seen by later scripts', 'class D { x = 5 }', '[new D().x, "D" in globalThis, D.name]', [5, false, 'D']],
	['var of an awaiting script becomes a property of the global', 'var a = await 1', '[a, globalThis.a]', [1, 1]],
	[
		'a function of an awaiting script becomes a property of the global',
		'await 0; function f() { return 2 }',
		'[f(), globalThis.f === f]',
		[2, true],
	],
	['let of an awaiting script is seen by later scripts', 'let b = await 3', '[b, "b" in globalThis]', [3, false]],
	['const of an awaiting script is seen by later scripts', 'const c = await 4', '[c, "c" in globalThis]', [4, false]],
	['a class of an awaiting script is seen by later scripts', 'await 0; class D { x = 5 }', '[new D().x, D.name]', [5, 'D']],
	[
		'patterns of an awaiting script are seen by later scripts',
		'const { x, y: [z = 3, ...rest] } = await { x: 1, y: [undefined, 4] }',
		'[x, z, rest]',
		[1, 3, [4]],
	],
	[
		'var inside blocks of an awaiting script is seen by later scripts',
		'if (await true) { var a = 1; for (var i = 0; i < 2; i++); }',
		'[a, i]',
		[1, 2],
	],
	['let inside a block of an awaiting script stays inside', 'await 0; { let inner = 1 }', 'typeof inner', 'undefined'],
	[
		'a closure of an awaiting script and later scripts share a variable',
		'let n = 0; await 0; const inc = () => ++n; inc()',
		'[n, inc(), n]',
		[1, 2, 2],
	],
	[
		'functions of an awaiting script keep their names',
		'const f = () => {}; await 0; let g = function () {}',
		'[f.name, g.name]',
		['f', 'g'],
	],
	['functions of an awaiting script are hoisted', 'var early = f(); await 0; function f() { return 1 }', 'early', 1],
	['an assignment to an undeclared name makes a global', 'loose = 1', '[loose, "loose" in globalThis]', [1, true]],
	['what a function body declares stays inside', 'var a = 1; return a', 'typeof a', 'undefined'],
	['what a module declares stays inside', 'const a = 1; export default a', 'typeof a', 'undefined'],
];

const visibleRows = visible.map(
	([says, first, second, value]): Promised => ({
		says: `in a session, ${says}`,
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate(first);
			assert.deepEqual(await session.evaluate(second), value);
		},
	}),
);

const explicit: readonly Promised[] = [
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

export const kinds: readonly Promised[] = [...completionRows, ...autoRows, ...awaitingRows, ...visibleRows, ...explicit];

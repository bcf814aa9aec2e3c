/** Scripts that await, and what stays of scripts in a session. */
import assert from 'node:assert/strict';
import type { Promised } from './promise.ts';

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

export const awaitingScripts: readonly Promised[] = [...awaitingRows, ...visibleRows];

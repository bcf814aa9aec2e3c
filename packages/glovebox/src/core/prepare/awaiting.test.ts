import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { prepare } from '../prepare.ts';
import { createRealm, programOf, resultOf } from './test/evaluate.ts';

/** Sources, with what to look at afterwards in a script of its own. Each is held against what V8 makes of it as a Script. */
const scripts: readonly (readonly [source: string, probe?: string])[] = [
	['1'],
	['1;'],
	['var x = 3', 'x'],
	['let x = 3', 'typeof x + x'],
	['const x = 3', 'typeof x + x'],
	['class A {}', 'A.name'],
	['function f(){ return 1 }', 'f() + Object.keys(globalThis).join()'],
	['if (1) 2'],
	['1; if (0) 2'],
	['if (0) 1; else { 2; 3 }'],
	['1; {}'],
	['{ 1; { 2 } }'],
	['1; var y = 2'],
	['1; let y = 2; class B{}'],
	['1; function f(){}'],
	['for (var i = 0; i < 3; i++) i * 2', 'i'],
	['for (var i = 0; i < 3; i++) { if (i == 1) continue; i }'],
	['for (var i = 0; i < 3; i++) { if (i == 1) break; i }'],
	['1; for (var i=0;i<0;i++) 2'],
	['var c = 0; while (true) { if (c++) break; 2 }'],
	['do { 1; break } while (0)'],
	['3; do { 2; if (1) { break } } while (0)'],
	['1; l: { break l }'],
	['1; l: { 2; break l; }'],
	['l: for (const a of [1,2]) { for (const b of [3,4]) { if (b == 4) continue l; a + b } }'],
	['try { 1 } catch { 2 }'],
	['try { throw 1 } catch (e) { e + 1 }'],
	['try { 1; throw 0 } catch { }'],
	['try { 1 } finally { 2 }'],
	['1; try { } finally { 2 }'],
	['do { 1; try { 2; } finally { 3; break; } } while (0)'],
	['do { 1; try { 2; } finally { break; } } while (0)'],
	['1; switch (1) { case 1: 5; case 2: break; case 3: 6 }'],
	['switch (3) { case 1: 1; default: 9; case 2: 8 }'],
	['1; switch (1) {}'],
	['1; with ({ z: 4 }) z'],
	['1; with ({}) {}'],
	['var f = () => 1; f.name'],
	['const g = function () {}; g.name'],
	['let K = class {}; K.name'],
	['(() => 1).name'],
	['(class {}).name'],
	['var a = () => 1', 'a.name'],
	['const { p = () => 1 } = {}', 'p.name'],
	['var [u, v = 2, ...w] = [1]', 'JSON.stringify([u,v,w])'],
	['let { m, ...rest } = { m: 1, n: 2, o: 3 }', 'JSON.stringify(rest)'],
	['var q, r = 2, s', 'typeof q + r + ("s" in globalThis)'],
	['foo\nlet b\n(1)'],
	['this === globalThis'],
	['"use strict"; (function () { return this })()'],
	['"use strict"; undeclared = 1'],
	['undeclared = 1', 'undeclared'],
	["'use strict'"],
	["'other'; 2"],
	['{ function h() { return 7 } } h()', 'h()'],
	['"use strict"; { function h() {} } typeof h', 'typeof h'],
	['{ let t = 1; { function t2() {} } } typeof t2', 'typeof t2'],
	['let t2 = 1; { function t2() {} } typeof t2'],
	['{ async function as() {} } typeof as'],
	['{ function* gen() {} } typeof gen'],
	['for (var { e } of [{ e: 5 }]) e', 'e'],
	['for (var [d] of [[6]]);', 'd'],
	['for (var k in { z: 1 }) k', 'k'],
	['for (var async of [1]) async', 'async'],
	['for (var of of [1]) of', 'of'],
	['for (var let in {zz:1}) 1', 'globalThis.let'],
	['for (let z of [1]) z', 'typeof z'],
	['if (1) var n1 = 1; else var n2', 'n1 + typeof n2'],
	['if (0) var n3\nelse 5'],
	['do var n4 = 1\nwhile (0)', 'n4'],
	['x: var n5 = 4', 'n5'],
	['var o = 1; var o', 'o'],
	['function dup() { return 1 } function dup() { return 2 } dup()'],
	['var fn = 1; function fn() {} fn'],
	['lab: function lf() { return 3 } lf()', 'lf()'],
	['class Q { static s = this.name; static { this.t = 1 } } Q.s + Q.t'],
	['class R { #x = 1; get x() { return this.#x } } new R().x'],
	['class Old { self() { return Old } } const keep = Old; Old = null; new keep().self() === keep'],
	['var \\u0061bc = 1', 'abc'],
	['a: b: for (;;) { break a }'],
	['1\n;[2][0]'],
	['`x${1}y`'],
	['/re/.source'],
	['5 /* c */'],
	['5 // c'],
	['5 // c\n'],
	['({ a: 1 })'],
	['{ a: 1 }'],
	['delete globalThis.x'],
	['var x = 1; { let x = 2; var y = x } x + y'],
	['try { throw 1 } catch (x) { var x = 2 } x', 'x'],
	['async function af() { return await 1 } typeof af', 'typeof af'],
	['function* gf() { yield 1 } [...gf()][0]'],
	['let a1 = 1, b1 = a1 + 1, c1\nb1'],
	['var z1\n(1, 2)'],
	['let z2\n[1]'],
	['const o1 = { then: 5 }; o1.then'],
	['let dupl; let dupl'],
	['var dl; let dl'],
	['throw new Error("x")'],
	['null.x'],
	['1;;'],
	['1;debugger'],
	['switch (1) { case 1: var sv = 3 }', 'sv'],
	['switch (1) { case 1: function sf() { return 1 } } sf()', 'sf()'],
	['for (const x of [1,2,3]) { switch (x) { case 2: continue } x }'],
	['if (1) { 1; } else if (2) { 2 } else { 3 }'],
	['for (;;) { try { 5 } finally { break } }'],
	['l: { try { 5 } finally { break l } }'],
	['for (var i of [1,2]) { try { i } catch {} }'],
	['while(1) { if (1) { 4; break } else 5 }'],
	['l1: l2: { 1; if (1) break l1; 2 }'],
	['for (var i = 0; i < 2; i++) l: { i; if (i) break l; 7 }'],
	['var eval1 = eval; eval("1+1")'],
	['typeof arguments'],
	['var é = 1; é'],
	['let 变 = 2', '变'],
	['if(1){function a(){return 1}}{function a(){return 2}} a()', 'a()'],
	['const x=1;x/1/1'],
	['let yield = 1; yield'],
	['var await2 = 1'],
	['++this.n9'],
	['(1)\n;(2)'],
];

interface Ending {
	readonly value?: unknown;
	readonly thrown?: string;
}

async function endingOf(action: () => unknown): Promise<Ending> {
	try {
		const value = await action();
		return { value: typeof value === 'function' ? `function ${value.name}` : structuredClone(value) };
	} catch (error) {
		return { thrown: String(error) };
	}
}

for (const [source, probe = ''] of scripts) {
	test(`an awaiting script runs ${JSON.stringify(source)} as a Script does`, async () => {
		const real = createRealm();
		const expected = await endingOf(() => vm.runInContext(`var first = 0;${source}`, real));
		const expectedAfter = await endingOf(() => vm.runInContext(probe, real));
		const ours = createRealm();
		const program = programOf(`var first = await 0;${source}`, { language: 'js' });
		const actual = await endingOf(() => {
			assert.equal(prepare(program).mode, 'awaiting');
			return resultOf(program, ours);
		});
		assert.deepEqual(actual, expected);
		assert.deepEqual(await endingOf(() => vm.runInContext(probe, ours)), expectedAfter);
	});
}

/** Sources that only an awaiting script can be, with their value and what a later script sees. */
const awaiting: readonly (readonly [source: string, value: unknown, probe?: string, seen?: unknown])[] = [
	['await 1', 1],
	['const a = await 1; a + 1', 2, 'a', 1],
	['let { b, c: [d = await 3] } = await { b: 2, c: [] }; b + d', 5, 'b + d', 5],
	['var [e, ...f] = await [1, 2, 3]', undefined, 'f.length', 2],
	['class A extends (await Object) { static x = 1 }', undefined, 'A.x + A.name', '1A'],
	['class B { [await "key"]() { return 4 } } new B().key()', 4],
	['const g = async () => await 1, h = () => {}; await g.name + h.name', 'gh'],
	['if (await true) { await 2 } else 3', 2],
	['for (const x of await [1, 2]) await x * 2', 4],
	['for await (const x of [Promise.resolve(1), 2]) x', 2],
	['for await (var y of [Promise.resolve(1), 2]);', undefined, 'y', 2],
	['switch (await 2) { case await 2: "two" }', 'two'],
	['try { await Promise.reject(5) } catch (error) { error + 1 } finally { await 0 }', 6],
	['l: { await 1; break l }', 1],
	['while (await true) { 7; break }', 7],
	['function late() { return early } const early = await 8; late()', 8, 'late()', 8],
	['await 0; this === globalThis', true],
	['"use strict"; await 0; (function () { return this })()', undefined],
	['"use strict"; await 0; function strictly() { return this }', 0, 'strictly()', undefined],
	['await 0; (() => this === globalThis)()', true],
	['const nested = async () => { return await 9 }; await nested()', 9],
	['await (async () => { await 0; return 1 })()', 1],
	['`${await 1}${await 2}`', '12'],
	['[await 1, ...await [2]].length', 2],
	['({ a: await 1 }).a', 1],
	['await 1 // comment', 1],
	['await 1 /* comment */', 1],
	['const o = await { then: undefined, x: 1 }; o.x', 1],
	['await Promise.resolve(() => 1); (() => 2).name', ''],
	['var kept; await 0; kept', 'before'],
	['const done = []; { await using x = { [Symbol.asyncDispose]() { done.push(1) } }; } done.length', 1],
	['const ended = []; using u = { [Symbol.dispose]() { ended.push(u.name) }, name: "u" }; await 0; ended.length', 0, 'ended.join()', 'u'],
	['var out = []; for (var i = 0; i < 2; i++) { const j = i; out.push(() => j) } await 0; out[0]() + out[1]()', 1],
	['$v = 1; await 2; $v', 1, '$v', 1],
	['let $v1 = await 1, $v = 2; $v', 2, '$v + $v1', 3],
	['var thenable = { then(done) { done(4) } }; await 0; thenable', 4],
];

for (const [source, value, probe = '', seen] of awaiting) {
	test(`the value of ${JSON.stringify(source)} is ${JSON.stringify(value)}`, async () => {
		const realm = createRealm();
		vm.runInContext('var kept = "before"', realm);
		const program = programOf(source);
		assert.equal(prepare(program).mode, 'awaiting');
		assert.deepEqual(await resultOf(program, realm), value);
		assert.deepEqual(vm.runInContext(probe, realm), seen);
	});
}

test('an awaiting script refuses a name that an earlier script declared, before anything of it runs', async () => {
	const realm = createRealm();
	await resultOf(programOf('let taken = await 1'), realm);
	await assert.rejects(resultOf(programOf('ran = await 1; let taken = 2'), realm), { name: 'SyntaxError', message: /taken/ });
	assert.equal(vm.runInContext('typeof ran', realm), 'undefined');
});

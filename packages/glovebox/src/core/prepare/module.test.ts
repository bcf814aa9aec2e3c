import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepare } from '../prepare.ts';
import type { ModuleShape } from './module-shape.ts';
import { createRealm, evaluate, namespaceOf, programOf, resultOf } from './test/evaluate.ts';

function shapeOf(source: string): ModuleShape {
	return evaluate(prepare(programOf(source, { kind: 'module' })), createRealm()) as ModuleShape;
}

const defaults: readonly (readonly [source: string, value: unknown])[] = [
	['export default 1 + 1', 2],
	['export default (1, 2)', 2],
	['export default /* a */ 3 // b', 3],
	['/* a */ export /* b */ default /* c */ 4 /* d */;', 4],
	['export\ndefault\n5', 5],
	['const a = 1\nexport { a as default }\n;(2)', 1],
	['export default { a: 1 }', { a: 1 }],
	['export default await 6', 6],
	['export default typeof this', 'undefined'],
	['export default (function () { return typeof this })()', 'undefined'],
	['export default import.meta.url', 'guest.js'],
	['export default Object.keys(import.meta).join()', 'url'],
	['let n = 1; export { n as default }; n = 2', 2],
	['export default [typeof late, late()]; function late() { return 7 }', ['function', 7]],
	['export let a = 1, { b, c: [d] } = { b: 2, c: [3] }; export default a + b + d', 6],
	['export class C { static x = 1 } export default C.x + C.name', '1C'],
	['export function f() { return g() } export async function g() {} export default typeof f()', 'object'],
	['export function* h() { yield 1 } export default [...h()]', [1]],
	['for await (const x of [8]) var y = x; export default y', 8],
	['let $e = 1, impor$ = 2, $i = 3, $d = 4, import$meta = 5; export default $e + impor$ + $i + $d + import$meta', 15],
	['export default $d; var $d = 9', undefined],
	['await using x = { [Symbol.asyncDispose]() {} }; export default 1', 1],
];

for (const [source, value] of defaults) {
	test(`the value of the module ${JSON.stringify(source)} is ${JSON.stringify(value)}`, async () => {
		assert.deepEqual(structuredClone(await resultOf(programOf(source))), value);
	});
}

const names: readonly (readonly [source: string, name: string])[] = [
	['export default () => {}', 'default'],
	['export default (() => {})', 'default'],
	['export default function () {}', 'default'],
	['export default function () {} ; (1)', 'default'],
	['export default async function () {}', 'default'],
	['export default function* () {}', 'default'],
	['export default async /* ( */ function /* * */ * /* ( */ () {}', 'default'],
	['export default (function () {})', 'default'],
	['export default class {}', 'default'],
	['export default (class {})', 'default'],
	['export default class {}\n(1)', 'default'],
	['export default class { static name = "own" }', 'own'],
	['export default function named() {}', 'named'],
	['export default class Named {}', 'Named'],
	['const f = () => {}; export default f', 'f'],
];

for (const [source, name] of names) {
	test(`the default export of ${JSON.stringify(source)} is called ${name}`, async () => {
		assert.equal(((await resultOf(programOf(source))) as { name: string }).name, name);
	});
}

test('a module evaluates to its requests, exports and body, and nothing has run yet', () => {
	const source = `
		import a, { b as c, "any text" as d } from 'one';
		import * as ns from 'two' with { type: 'json', lang: 'en' };
		import 'three';
		import { b } from 'one';
		export { x as y } from 'four';
		export * from 'five';
		export * as six from 'six';
		export { c, ns };
		export const own = await 1, { deep: [deeper] } = {};
		export default class {}
		globalThis.ran = true;
		[a, d, b];`;
	const realm = createRealm();
	const shape = evaluate(prepare(programOf(source)), realm) as ModuleShape;
	assert.equal(Object.hasOwn(realm, 'ran'), false);
	assert.deepEqual(structuredClone(shape.slice(0, -1)), [
		'guest.js',
		[
			['one', [], ['default', 'b', 'any text']],
			[
				'two',
				[
					['type', 'json'],
					['lang', 'en'],
				],
				[],
			],
			['three', [], []],
			['four', [], ['x']],
			['five', [], []],
			['six', [], []],
		],
		['own', 'deeper', 'default'],
		[
			['y', 3, 'x'],
			['six', 5, null],
			['c', 0, 'b'],
			['ns', 1, null],
		],
		[4],
		1,
	]);
});

const sources = {
	counter: 'export let count = 0; export function increment() { count++; return this } export default function () { return "d" }',
	again:
		'export * from "counter"; export { default } from "counter"; export { count as total } from "counter"; export * as all from "counter"',
	even: 'import { odd } from "odd"; export function even(n) { return n === 0 || odd(n - 1) }',
	odd: 'import { even } from "even"; export function odd(n) { return n !== 0 && even(n - 1) } export const early = even(2)',
	waits: 'export const w = await Promise.resolve(11)',
	text: 'const x = 12; export { x as "any text" }',
};

const imports: readonly (readonly [source: string, value: unknown])[] = [
	['import { count, increment } from "counter"; increment(); increment(); export default count', 2],
	['import { increment } from "counter"; export default typeof increment()', 'undefined'],
	['import { increment as i } from "counter"; const x = 1\ni()\nexport default typeof i()', 'undefined'],
	['import d from "counter"; export default d()', 'd'],
	['import d from "counter"; export default d``', 'd'],
	['import { default as d } from "counter"; export default [d].map((f) => f())[0]', 'd'],
	['import * as ns from "counter"; ns.increment(); export default ns.count', 1],
	['import { total, all, increment } from "again"; increment(); export default total + all.count', 2],
	['import d, { count } from "again"; export default d() + count', 'd0'],
	['import { even } from "even"; export default even(10)', true],
	['import { early } from "odd"; export default early', true],
	['import { w } from "waits"; export default w', 11],
	['import { "any text" as t } from "text"; export default t', 12],
	['import { count } from "counter"; export default { count }', { count: 0 }],
	['import { count } from "counter"; export default { count: 5, [count]: count }', { count: 5, 0: 0 }],
	['import { count } from "counter"; export default ((count) => count)(7)', 7],
	['import { count } from "counter"; export default (({ count }) => count)({ count: 7 })', 7],
	['import { count } from "counter"; export default (function count() { return typeof count })()', 'function'],
	['import { count } from "counter"; { let count = 8; var seen = count } export default [seen, count]', [8, 0]],
	['import { count } from "counter"; try { throw 9 } catch (count) { var seen = count } export default [seen, count]', [9, 0]],
	['import { count } from "counter"; for (const count of [3]) var seen = count; export default [seen, count]', [3, 0]],
	['import { count } from "counter"; export default (function (x = count) { var count = 5; return [x, count] })()', [0, 5]],
	['import { count } from "counter"; export default (() => { if (true) { var count = 6 } return count })()', 6],
	[
		'import { count } from "counter"; class A { count = count; static { this.s = count } static count() { return count } } export default [new A().count, A.s, A.count()]',
		[0, 0, 0],
	],
	['import { count } from "counter"; count: for (;;) { break count } export default { a: { count: 1 } }.a.count', 1],
	['import { count } from "counter"; let e; try { count = 1 } catch (error) { e = error.name } export default e', 'TypeError'],
	[
		'import { count } from "counter"; let e; try { ({ count } = { count: 1 }) } catch (error) { e = error.name } export default e',
		'TypeError',
	],
	['import { count } from "counter"; let e; try { ({ count = 2 } = {}) } catch (error) { e = error.name } export default e', 'TypeError'],
	['import { count } from "counter"; let { x = count } = {}; export default `${count}${x}${typeof count}`', '00number'],
	['import { increment } from "counter"; export default new increment() instanceof increment', true],
	['const { w } = await import("waits"); export default w', 11],
];

for (const [source, value] of imports) {
	test(`a module that imports, ${JSON.stringify(source)}, has the value ${JSON.stringify(value)}`, async () => {
		const namespace = await namespaceOf(programOf(source), createRealm(), sources);
		assert.deepEqual(structuredClone(namespace['default']), value);
	});
}

test('an exported variable is read anew each time', async () => {
	const namespace = await namespaceOf(programOf('export let n = 1; export const set = (value) => { n = value }'), createRealm(), {});
	(namespace['set'] as (value: number) => void)(5);
	assert.equal(namespace['n'], 5);
});

test('an export read before its declaration ran is an error, a function is not', () => {
	const [, , , , , , body] = shapeOf('export const late = 1; export function early() { return 2 }');
	const getters = new Map<string, () => unknown>();
	const steps = body(
		(name, get) => getters.set(name, get),
		async () => undefined,
		{},
		[],
	) as Iterator<void, void>;
	steps.next();
	assert.throws(() => getters.get('late')?.(), { name: 'ReferenceError' });
	const early = getters.get('early') as () => () => number;
	assert.equal(early()(), 2);
	steps.next();
	assert.equal(getters.get('late')?.(), 1);
});

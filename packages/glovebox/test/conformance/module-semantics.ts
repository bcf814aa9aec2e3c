/** What ECMAScript says of modules. */
import assert from 'node:assert/strict';
import type { Promised } from './promise.ts';

/** What ECMAScript says of modules: the importer, the module `m`, and the importer's default export. */
const semantics: readonly (readonly [says: string, importer: string, m: string, value: unknown])[] = [
	[
		'a function called through an import has no this',
		'import { f } from "m"; export default f() === undefined',
		'export function f() { return this }',
		true,
	],
	[
		'a function called through a namespace has it for this',
		'import * as ns from "m"; export default ns.f() === ns',
		'export function f() { return this }',
		true,
	],
	[
		'a tag called through an import has no this',
		'import { f } from "m"; export default f`x`',
		'export function f(s) { return [this === undefined, s[0]] }',
		[true, 'x'],
	],
	[
		'an import cannot be assigned to',
		'import { n } from "m"; let r; try { n = 2 } catch (e) { r = e.name } export default r',
		'export let n = 1',
		'TypeError',
	],
	[
		'a name in an inner scope hides an import',
		'import { x } from "m"; const f = (x) => x; { let x = 7; var y = x } export default [f(5), y, x]',
		'export const x = 1',
		[5, 7, 1],
	],
	[
		'an import can be a shorthand property',
		'import { x } from "m"; export default { x, y: { x } }',
		'export const x = 1',
		{ x: 1, y: { x: 1 } },
	],
	[
		'an import can be a default and a computed key',
		'import { x } from "m"; const { [x]: a = x } = {}; export default a',
		'export const x = "k"',
		'k',
	],
	["typeof an import is its value's", 'import { x } from "m"; export default typeof x', 'export const x = 1n', 'bigint'],
	[
		'new of an import works, with arguments',
		'import { C } from "m"; export default new C(4).x + new C.D().y',
		'export class C { constructor(x) { this.x = x } static D = class { y = 1 } }',
		5,
	],
	[
		'an import can be renamed, also from a string',
		'import { default as d, a as b, "x y" as c } from "m"; export default [d, b, c]',
		'export { x as default, x as a, x as "x y" }; const x = 3',
		[3, 3, 3],
	],
	[
		'an import in an optional chain, a spread and a template works',
		'import { o, list } from "m"; export default [o?.a?.(), ...list, `${list}`]',
		'export const o = { a: () => 1 }, list = [2]',
		[1, 2, '2'],
	],
	['imports are hoisted above what uses them', 'export default x; import { x } from "m"', 'export const x = 6', 6],
	[
		'an exported variable that is assigned changes for its importers',
		'import { n, set } from "m"; set(); export default n',
		'export let n = 1; export const set = () => { n = 2 }',
		2,
	],
	[
		'every way to assign an exported variable is seen',
		'import { a, b, c, d, e, set } from "m"; set(); export default [a, b, c, d, e]',
		'export let a = 1, b = 1, c = 1, d = 1, e = 1; export const set = () => { a++; b += 5; [c] = [7]; ({ x: d } = { x: 8 }); for (e of [9]); }',
		[2, 6, 7, 8, 9],
	],
	[
		'a variable exported below its assignment is live',
		'import { n, up } from "m"; up(); export default n',
		'let n = 1; function up() { n **= 1; n = n + 1 } export { n, up }',
		2,
	],
	[
		'a pattern can be exported',
		'import { a, c, rest } from "m"; export default [a, c, rest]',
		'export const { a, b: [c = 4, ...rest] } = { a: 1, b: [undefined, 5] }',
		[1, 4, [5]],
	],
	[
		'a default export that is an expression stays as it was',
		'import d, { up } from "m"; up(); export default d',
		'let n = 1; export default n; export const up = () => { n = 2 }',
		1,
	],
	[
		'a default export that is a function is hoisted and named',
		'import f from "m"; export default [f(), f.name]',
		'export default function named() { return early } var early = 2',
		[2, 'named'],
	],
	[
		'a default export without a name is called default',
		'import f from "m"; export default [f.name, f()]',
		'export default () => 1',
		['default', 1],
	],
	[
		'a default export that is a class can be used inside',
		'import C from "m"; export default C.make().x',
		'export default class C { x = 1; static make() { return new C() } }',
		1,
	],
	[
		'async functions and generators can be exported',
		'import g, { f } from "m"; export default [await f(), ...g()]',
		'export async function f() { return 1 } export default function* () { yield 2 }',
		[1, 2],
	],
	[
		'a namespace is a module: sorted, sealed, no prototype',
		'import * as ns from "m"; let r; try { ns.a = 5 } catch (e) { r = e.name } export default [Object.keys(ns), Object.getPrototypeOf(ns), r, Object.prototype.toString.call(ns), "z" in ns]',
		'export const b = 1, a = 2; export default 3',
		[['a', 'b', 'default'], null, 'TypeError', '[object Module]', false],
	],
	[
		'an export of a namespace looks like data that can be written, whatever is on Object.prototype',
		'import * as ns from "m"; Object.prototype.get = () => 1; up(); import { up } from "m"; export default [Object.getOwnPropertyDescriptor(ns, "n"), Reflect.ownKeys(ns).length, { ...ns }.n]',
		'export let n = 1; export const up = () => { n = 2 }',
		[{ value: 2, writable: true, enumerable: true, configurable: false }, 3, 2],
	],
	[
		'nothing changes a namespace',
		'import * as ns from "m"; export default [Reflect.set(ns, "a", 1), Reflect.set({ __proto__: ns }, "a", 1), Reflect.deleteProperty(ns, "a"), Reflect.deleteProperty(ns, "z"), Reflect.defineProperty(ns, "a", { value: 2 }), Reflect.defineProperty(ns, "z", { value: 2 }), Reflect.defineProperty(ns, "a", { writable: false }), Reflect.defineProperty(ns, "a", { get() {} }), Reflect.defineProperty(ns, "a", {}), Reflect.setPrototypeOf(ns, {}), Reflect.setPrototypeOf(ns, null), Reflect.isExtensible(ns), ns.a]',
		'export const a = 1',
		[false, false, false, true, false, false, false, false, true, false, true, false, 1],
	],
	[
		'the name of a namespace cannot be assigned to',
		'import * as ns from "m"; const name = (act) => { try { act() } catch (error) { return error.name } }; export default [name(() => { ns = 1 }), name(() => { ns++ }), name(() => { [ns] = [1] }), name(() => { ({ ns } = { ns: 1 }) }), name(() => { for (ns of [1]); }), ns.a]',
		'export const a = 1',
		['TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError', 1],
	],
	[
		'an export read too early by way of its namespace is a ReferenceError',
		'import { seen } from "m"; export default seen',
		'import * as self from "m"; const name = (act) => { try { return act() } catch (error) { return error.name } }; export const seen = [name(() => self.late), name(() => Object.keys(self)), name(() => Object.getOwnPropertyDescriptor(self, "late")), name(() => "late" in self)]; export const late = 1',
		['ReferenceError', 'ReferenceError', 'ReferenceError', true],
	],
	[
		'a namespace is the same for static and dynamic imports',
		'import * as ns from "m"; export default ns === await import("m")',
		'export const a = 1',
		true,
	],
	['import with attributes is an import', 'import d from "m" with {}; export default d', 'export default 1', 1],
	[
		'top-level names of a module are not global',
		'import "m"; export default [typeof x, typeof f, "x" in globalThis]',
		'var x = 1; function f() {}',
		['undefined', 'undefined', false],
	],
	['modules share the global', 'import "m"; export default shared', 'globalThis.shared = 5', 5],
	[
		'an export can be declared and used before its line runs',
		'import { early } from "m"; export default early',
		'export const early = f(); export function f() { return 2 }',
		2,
	],
	[
		'code without spaces is read as written',
		'import{a,b}from"m";import*as n from"m";export default[a,b,n.a]',
		'export{x as a};export const b=2;const x=1',
		[1, 2, 1],
	],
	[
		"await within a module's blocks and its imports works",
		'import { x } from "m"; let r = 0; for await (const y of [x, 2]) r += y; export default r',
		'export const x = await Promise.resolve(1)',
		3,
	],
	[
		'the words import and export in strings, comments and members are left alone',
		'import { x } from "m"; const o = { import: x, export: 2 }; /* export default 9 */ export default [o.import, o.export, "import(1)"]',
		'export const x = 1 // export const y = 2',
		[1, 2, 'import(1)'],
	],
];

const semanticRows = semantics.map(
	([says, importer, m, value]): Promised => ({
		says,
		check: async ({ evaluate }) => assert.deepEqual(await evaluate(importer, { modules: { m } }), value),
	}),
);

/** In which order modules run: what a source comes to, and the modules it may import. */
const orders: readonly (readonly [says: string, source: string, modules: Readonly<Record<string, string>>, value: unknown])[] = [
	[
		'modules that await are begun in order, and hold up nobody but their importers',
		'import "a"; import "b"; import "c"; export default log',
		{
			a: 'globalThis.log = ["a1"]; await null; log.push("a2")',
			b: 'log.push("b1"); await null; log.push("b2")',
			c: 'log.push("c")',
		},
		['a1', 'b1', 'c', 'a2', 'b2'],
	],
	[
		'a module can await what a later one gives',
		'import { given } from "a"; import "b"; export default given',
		{ a: 'export const given = await new Promise((resolve) => { globalThis.give = resolve })', b: 'give(5)' },
		5,
	],
	[
		'modules that wait for the same one run in their order',
		'import "a"; import "b"; import "c"; export default log',
		{
			waits: 'await null; globalThis.log = ["waits"]',
			a: 'import "waits"; log.push("a")',
			b: 'import "waits"; log.push("b1"); await null; log.push("b2")',
			c: 'import "b"; import "a"; log.push("c")',
		},
		['waits', 'a', 'b1', 'b2', 'c'],
	],
	[
		'a circle of modules fails as a whole',
		'const errors = []; for (const name of ["b", "c", "b"]) await import(name).catch((error) => errors.push(error)); [errors.length, new Set(errors).size, errors[0].message]',
		{ b: 'import "c"; await null; throw new Error("in b")', c: 'import "b"; export const fine = 1' },
		[3, 1, 'in b'],
	],
];

const orderRows = orders.map(
	([says, source, modules, value]): Promised => ({
		says,
		check: async ({ evaluate }) => assert.deepEqual(await evaluate(source, { modules }), value),
	}),
);

export const moduleSemantics: readonly Promised[] = [...semanticRows, ...orderRows];

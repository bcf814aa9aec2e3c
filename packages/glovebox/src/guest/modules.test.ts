import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepare } from '../core/prepare.ts';
import type { PreparedMode } from '../core/program.ts';
import type { Mode } from './finish.ts';
import { messagesAfter, messagesOf, takeMessages, testRealms, type TestRealm } from './test/realms.ts';

/** Runs a program as an engine would. */
function runProgram(realm: TestRealm, source: string, kind: 'auto' | 'module' = 'module'): unknown[] {
	const { scripts, mode } = prepare({ source, filename: 'guest.js', kind, language: 'js' });
	for (const { code } of scripts.slice(0, -1)) realm.show(code);
	return messagesOf(realm, scripts.at(-1)?.code ?? '', mode);
}

test("the guest's modes are the modes of prepared programs", () => {
	const same: [Mode, PreparedMode] extends [PreparedMode, Mode] ? true : false = true;
	assert.equal(same, true);
});

const values: readonly (readonly [statement: string, source: string, value: unknown])[] = [
	['its default export', 'export const a = 1; export default a + 1;', 2],
	['undefined without a default export', 'export const a = 1;', undefined],
	['an awaited default export', 'export default Promise.resolve(3);', 3],
	['what top-level await leaves', 'const a = await Promise.resolve(2); export default a * 2;', 4],
	['what its last assignment made of a live export', 'let a = 1; export { a as default }; a = 5;', 5],
	[
		'what it names default',
		'function f() { return 1 } export default [(() => { const o = { default: () => {} }; return o.default.name })()];',
		['default'],
	],
	['what it is as strict code', 'export default this === undefined && (function () { return this })() === undefined;', true],
	['its own file name', 'export default import.meta.url;', 'guest.js'],
];

for (const [statement, source, value] of values) {
	testRealms(`a module's value is ${statement}`, {}, (realm) => {
		assert.deepEqual(runProgram(realm, source), [['done', value]]);
	});
}

for (const source of ['throw new RangeError("r")', 'await null; throw new RangeError("r")']) {
	testRealms(`a module that throws fails: ${source}`, {}, (realm) => {
		assert.deepEqual(runProgram(realm, source), [['fail', { name: 'RangeError', message: 'r', value: new RangeError('r') }]]);
	});
}

testRealms('invoke finds names in the exports of modules, latest first, before the global', {}, (realm) => {
	runProgram(realm, 'export let n = 1; export const add = (x) => { n += x; return n }; export default function () { return 7 }');
	runProgram(realm, 'export const other = { deep: [1, 2] }; export function add(x) { return -x }');
	runProgram(realm, 'export const add = 1; throw new Error("unfinished")');
	messagesOf(realm, 'var n = 50; 0');
	assert.deepEqual(messagesAfter(realm, ['invoke', 'get', ['n']], []), [['done', 1]]);
	assert.deepEqual(messagesAfter(realm, ['invoke', 'call', ['add']], [5]), [['done', -5]]);
	assert.deepEqual(messagesAfter(realm, ['invoke', 'get', ['other', 'deep', '1']], []), [['done', 2]]);
	assert.deepEqual(messagesAfter(realm, ['invoke', 'call', ['default']], []), [['done', 7]]);
	const [[type, { message }]] = messagesAfter(realm, ['invoke', 'set', ['n']], [1]) as [[string, { message: string }]];
	assert.deepEqual([type, message], ['fail', 'Cannot set "n": an export of a module']);
});

testRealms('an import fails at once while the host has no modules', {}, (realm) => {
	const message = 'Cannot import "m" from "guest.js": there is no such module';
	assert.deepEqual(runProgram(realm, 'import { x } from "m"; export default x'), [
		['fail', { name: 'Error', message, value: new Error(message), module: { specifier: 'm', importers: ['guest.js'] } }],
	]);
	assert.deepEqual(runProgram(realm, 'export default import("m").catch(String)'), [['done', `Error: ${message}`]]);
	assert.deepEqual(runProgram(realm, 'import("m").catch(String)', 'auto'), [['done', `Error: ${message}`]]);
	assert.deepEqual(runProgram(realm, 'import({ toString() { throw 5 } }).catch(String)', 'auto'), [['done', '5']]);
	assert.equal(realm.show('Reflect.ownKeys(globalThis).filter((key) => String(key).includes("impor")).length'), '0');
});

/** Runs a module as a host with modules would, and gives what came of it but the imports, which go to `asked`. */
function runGraph(realm: TestRealm, modules: Readonly<Record<string, string>>, source: string, asked: unknown[] = []): unknown[] {
	const rest: unknown[] = [];
	const sent = new Set<string>();
	let messages = runProgram(realm, source, 'auto') as unknown[][];
	for (let rounds = 0; messages.length > 0 && rounds < 5_000; rounds++) {
		const [type, id, specifier, importer, attributes] = messages.shift() as [string, number, string, string, unknown[]];
		if (type !== 'import') {
			rest.push(id === undefined ? [type] : [type, id]);
			continue;
		}
		asked.push([specifier, importer, ...attributes]);
		const text = modules[specifier];
		if (text !== undefined && !sent.has(specifier)) {
			sent.add(specifier);
			if (attributes.length > 0) messages.push(...(messagesAfter(realm, ['data', specifier], JSON.parse(text)) as unknown[][]));
			else {
				const { scripts } = prepare({ source: text, filename: specifier, kind: 'module', language: 'js' });
				assert.deepEqual(messagesOf(realm, scripts[0]?.code ?? '', 'import'), [['sent', specifier]]);
			}
		}
		realm.send(JSON.stringify(['module', id, text === undefined ? 0 : 1, text === undefined ? 'there is no such module' : specifier]));
		messages = messages.concat(takeMessages(realm) as unknown[][]);
	}
	return rest;
}

const graphs: readonly (readonly [statement: string, modules: Readonly<Record<string, string>>, source: string, value: unknown])[] = [
	[
		'named, default and namespace imports',
		{ m: 'export const a = 1; export default 2; export function f() { return 3 }' },
		'import d, { a, f as g } from "m"; import * as ns from "m"; export default [a, d, g(), Object.keys(ns), ns.a]',
		[1, 2, 3, ['a', 'default', 'f'], 1],
	],
	[
		'live bindings',
		{ m: 'export let n = 1; export const inc = () => { n++ }' },
		'import { n, inc } from "m"; inc(); inc(); export default n',
		3,
	],
	[
		're-exports',
		{
			m: 'export { a as b } from "x"; export * from "x"; export * as all from "x"',
			x: 'export const a = 1; export const c = 2; export default 9',
		},
		'import * as m from "m"; export default [Object.keys(m), m.b, m.c, m.all.default]',
		[['a', 'all', 'b', 'c'], 1, 2, 9],
	],
	[
		'the same name from two stars as no name',
		{ m: 'export * from "x"; export * from "y"', x: 'export const a = 1, b = 1', y: 'export const a = 2' },
		'import * as m from "m"; export default Object.keys(m)',
		['b'],
	],
	[
		'the same binding from two stars as one name',
		{ m: 'export * from "x"; export * from "y"', x: 'export { a } from "z"', y: 'export * from "z"', z: 'export const a = 1' },
		'import { a } from "m"; export default a',
		1,
	],
	[
		'cycles, with hoisted functions',
		{
			a: 'import { b } from "b"; export function a() { return "a" } export const x = b()',
			b: 'import { a } from "a"; export function b() { return a() + "b" }',
		},
		'import { x } from "a"; export default x',
		'ab',
	],
	[
		'each module once, in order',
		{ a: 'globalThis.log = ["a"]', b: 'import "a"; log.push("b")', c: 'import "a"; import "b"; log.push("c")' },
		'import "c"; import "b"; import "a"; export default log',
		['a', 'b', 'c'],
	],
	[
		'top-level await in what it imports',
		{ a: 'import "b"; log.push("a")', b: 'globalThis.log = ["b1"]; await null; await null; log.push("b2"); export {}' },
		'import "a"; export default log',
		['b1', 'b2', 'a'],
	],
	['import() from a module', { m: 'export default 5' }, 'const { default: d } = await import("m"); export default d', 5],
	['import() from a script', { m: 'export default 5' }, 'import("m").then((m) => m.default)', 5],
	[
		'import() of one module twice as one namespace',
		{ m: 'export const o = {}' },
		'Promise.all([import("m"), import("m")]).then(([a, b]) => a === b)',
		true,
	],
	['data', { 'd.json': '{"a":[1]}' }, 'import d from "d.json" with { type: "json" }; export default d.a', [1]],
	[
		'a namespace that nobody can write',
		{ m: 'export const a = 1' },
		'import * as m from "m"; const tries = [() => { m.a = 2 }, () => { m.b = 2 }, () => { delete m.a }]; export default tries.map((f) => { try { f(); return "no" } catch (e) { return e.name } }).concat(Object.getPrototypeOf(m) === null, m[Symbol.toStringTag])',
		['TypeError', 'TypeError', 'TypeError', true, 'Module'],
	],
	[
		'a failed import() as a rejection',
		{},
		'export default import("m").catch((error) => error.message)',
		'Cannot import "m" from "guest.js": there is no such module',
	],
	[
		'a module that throws as the error of everything that imports it',
		{ m: 'import "x"', x: 'throw new RangeError("once " + (globalThis.n = (globalThis.n ?? 0) + 1))' },
		'export default Promise.all(["m", "x", "m"].map((name) => import(name).catch(String)))',
		['RangeError: once 1', 'RangeError: once 1', 'RangeError: once 1'],
	],
];

for (const [statement, modules, source, value] of graphs) {
	testRealms(`modules give ${statement}`, { setup: { modules: 1 } }, (realm) => {
		assert.deepEqual(runGraph(realm, modules, source), [['done', value]]);
	});
}

const broken: readonly (readonly [
	statement: string,
	modules: Readonly<Record<string, string>>,
	message: string,
	importers: readonly string[],
])[] = [
	['is not there', { a: 'import "b"' }, 'Cannot import "b" from "a": there is no such module', ['a', 'guest.js']],
	[
		'lacks an export',
		{ a: 'import { x } from "b"', b: 'export const y = 1' },
		'Cannot import "b" from "a": it has no export "x"',
		['a', 'guest.js'],
	],
	[
		're-exports itself in a circle',
		{ a: 'import { x } from "b"', b: 'export { x } from "b"' },
		'Cannot import "b" from "b": it has no export "x"',
		['b', 'a', 'guest.js'],
	],
];

for (const [statement, modules, message, importers] of broken) {
	testRealms(`an import fails with its importers where a module ${statement}`, { setup: { modules: 1 } }, (realm) => {
		const outcomes = runGraph(realm, modules, 'import "a"; export default 1');
		// What cannot be linked is a SyntaxError, as ECMAScript has it.
		const error = message.includes('no export') ? new SyntaxError(message) : new Error(message);
		assert.deepEqual(outcomes, [['fail', { name: error.name, message, value: error, module: { specifier: 'b', importers } }]]);
	});
}

testRealms('imports are asked for with their attributes, each request once', { setup: { modules: 1 } }, (realm) => {
	const asked: unknown[] = [];
	runGraph(
		realm,
		{ m: 'import d from "d.json" with { type: "json" }', 'd.json': '1' },
		'import "m"; import { } from "m"; import d from "d.json" with { type: "json" }; export {}',
		asked,
	);
	assert.deepEqual(asked, [
		['m', 'guest.js'],
		['d.json', 'guest.js', ['type', 'json']],
		['d.json', 'm', ['type', 'json']],
	]);
});

testRealms('a chain of a thousand modules is no depth', { setup: { modules: 1 } }, (realm) => {
	const modules: Record<string, string> = { m1000: 'export default 0' };
	for (let i = 0; i < 1_000; i++) modules[`m${i}`] = `import n from "m${i + 1}"; export default n + 1`;
	assert.deepEqual(runGraph(realm, modules, 'import n from "m0"; export default n'), [['done', 1_000]]);
});

testRealms('what a module body can reach of the bridge changes nothing once it runs', {}, (realm) => {
	const source = 'export let a = 1; export default [arguments.length]; arguments[0]("a", () => 99); arguments[0]("default", () => 99);';
	assert.deepEqual(runProgram(realm, source), [['done', [4]]]);
	assert.deepEqual(messagesAfter(realm, ['invoke', 'get', ['a']], []), [['done', 1]]);
	takeMessages(realm);
});

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

testRealms('an import fails while there are no modules', {}, (realm) => {
	const message = 'Cannot import "m" from "guest.js": there is no such module';
	assert.deepEqual(runProgram(realm, 'import { x } from "m"; export default x'), [
		['fail', { name: 'Error', message, value: new Error(message) }],
	]);
	assert.deepEqual(runProgram(realm, 'export default import("m").catch(String)'), [['done', `Error: ${message}`]]);
	assert.deepEqual(runProgram(realm, 'import("m").catch(String)', 'auto'), [['done', `Error: ${message}`]]);
	assert.deepEqual(runProgram(realm, 'import({ toString() { throw 5 } }).catch(String)', 'auto'), [['done', '5']]);
	assert.equal(realm.show('Reflect.ownKeys(globalThis).filter((key) => String(key).includes("impor")).length'), '0');
});

testRealms('what a module body can reach of the bridge changes nothing once it runs', {}, (realm) => {
	const source = 'export let a = 1; export default [arguments.length]; arguments[0]("a", () => 99); arguments[0]("default", () => 99);';
	assert.deepEqual(runProgram(realm, source), [['done', [3]]]);
	assert.deepEqual(messagesAfter(realm, ['invoke', 'get', ['a']], []), [['done', 1]]);
	takeMessages(realm);
});

import assert from 'node:assert/strict';
import type { PreparedMode } from '../core/program.ts';
import { messagesAfter, messagesOf, takeMessages, testRealms } from './test/realms.ts';

const ends: readonly (readonly [statement: string, mode: PreparedMode, code: string, messages: unknown[]])[] = [
	['gives a primitive value', 'value', '6 * 7', [['done', 42]]],
	['gives a record', 'value', '({ a: [1, { b: "x" }], c: null })', [['done', { a: [1, { b: 'x' }], c: null }]]],
	['gives undefined', 'value', 'void 0', [['done', undefined]]],
	['awaits a promise', 'value', 'Promise.resolve([1])', [['done', [1]]]],
	['awaits a promise of a promise', 'value', 'new Promise((resolve) => resolve(Promise.resolve(1)))', [['done', 1]]],
	['awaits a thenable', 'value', '({ then(resolve) { resolve({ then(again) { again(7) } }) } })', [['done', 7]]],
	['takes the first settlement of a thenable', 'value', '({ then(a, b) { a(1); b(2); a(3) } })', [['done', 1]]],
	[
		'calls a function and takes its result',
		'function',
		'(function () { return this === globalThis ? "sloppy" : "strict" })',
		[['done', 'sloppy']],
	],
	['takes the error of a function', 'function', '(() => { throw new RangeError("far") })', [failed('RangeError', 'far')]],
	['takes the value out of an async body', 'awaiting', '(async () => [await 5])', [['done', 5]]],
	['awaits the value of an async body', 'awaiting', '(async () => [Promise.resolve(5)])', [['done', 5]]],
	['takes the error of an async body', 'awaiting', '(async () => { await 0; throw new TypeError("late") })', [failed('TypeError', 'late')]],
	['keeps an opened root and is done', 'root', '[() => missing, (value) => { missing = value }, "missing"]', [['done', undefined]]],
	['takes a rejection', 'value', 'Promise.reject(new Error("no"))', [failed('Error', 'no')]],
	['takes what a then getter throws', 'value', '({ get then() { throw new Error("getter") } })', [failed('Error', 'getter')]],
	['takes what then throws', 'value', '({ then() { throw new Error("in then") } })', [failed('Error', 'in then')]],
	['names what cannot be copied', 'value', '({ list: [{ save() {} }] })', [['unfit', 'Cannot copy "result.list[0].save": a function']]],
	['names a promise inside the value', 'value', '({ later: Promise.resolve(1) })', [['unfit', 'Cannot copy "result.later": a promise']]],
];

function failed(name: string, message: string): unknown {
	const value = name === 'Error' ? new Error(message) : new (globalThis as unknown as Record<string, ErrorConstructor>)[name]!(message);
	return ['fail', { name, message, value }];
}

for (const [statement, mode, code, messages] of ends) {
	testRealms(`finish() ${statement}`, {}, (realm) => {
		assert.deepEqual(messagesOf(realm, code, mode), messages);
	});
}

testRealms('finish() ends a run once, and a late promise of an earlier run ends no later one', {}, (realm) => {
	assert.deepEqual(messagesOf(realm, 'let settle; new Promise((resolve) => { settle = resolve })'), []);
	assert.deepEqual(messagesOf(realm, 'new Promise(() => {})'), []);
	assert.deepEqual(messagesOf(realm, 'settle(1); 2'), [['done', 2]]);
	assert.deepEqual(messagesOf(realm, '3'), [['done', 3]]);
});

testRealms('finish() stays silent while a value waits, and sends its end later', { setup: { functions: [['find', 0]] } }, (realm) => {
	assert.deepEqual(messagesOf(realm, 'find(1).then((found) => found.name)'), [['call', 1, 'find', [1]]]);
	assert.deepEqual(messagesAfter(realm, ['reply', 1, 1], { name: 'x' }), [['done', 'x']]);
});

testRealms('finish() sends bytes beside the text', {}, (realm) => {
	assert.deepEqual(messagesOf(realm, 'new Uint8Array([1, 2, 3])'), [['done', Uint8Array.of(1, 2, 3)]]);
});

testRealms('finish() says when the value is over outputBytes', { setup: { outputBytes: 100 } }, (realm) => {
	const [[type, limit, used]] = messagesOf(realm, '"x".repeat(200)') as [[string, string, number]];
	assert.deepEqual([type, limit, used > 100], ['limit', 'outputBytes', true]);
	realm.run('"x".repeat(50)');
	assert.deepEqual(takeMessages(realm), [['done', 'x'.repeat(50)]]);
});

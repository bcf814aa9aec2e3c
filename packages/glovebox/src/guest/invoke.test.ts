import assert from 'node:assert/strict';
import { messagesAfter, messagesOf, testRealms } from './test/realms.ts';

const program = `
	var shop = { tax: 2, list: [{ price: 5, total(n) { return this.price * n + shop.tax } }], get broken() { throw new RangeError('broken') } };
	function add(a, b) { return a + b }
	async function later(value) { return value }
	const hidden = { deep: { value: 3 } };
	let count = 1;
	'use strict'; Object.freeze(shop.list[0]); 0`;

type Row = readonly [statement: string, action: string, path: string[], args: unknown[], messages: unknown[]];
const rows: readonly Row[] = [
	['calls a function of the global', 'call', ['add'], [1, 2], [['done', 3]]],
	['calls a method on the object before the last dot', 'call', ['shop', 'list', '0', 'total'], [3], [['done', 17]]],
	['awaits what a function returns', 'call', ['later'], [[1]], [['done', [1]]]],
	['reads a path', 'get', ['shop', 'list', 'length'], [], [['done', 1]]],
	['reads a primitive property', 'get', ['shop', 'tax'], [], [['done', 2]]],
	['reads what is not there as undefined', 'get', ['nothing'], [], [['done', undefined]]],
	['names what cannot be copied', 'get', ['add'], [], [['unfit', 'Cannot copy "result": a function']]],
	['names what is no function', 'call', ['shop', 'tax'], [], [failed('TypeError', 'Cannot call "shop.tax": not a function')]],
	[
		'names what is not there',
		'call',
		['shop', 'nothing', 'x'],
		[],
		[failed('TypeError', 'Cannot call "shop.nothing.x": "shop.nothing" is undefined')],
	],
	[
		'takes what a getter throws',
		'get',
		['shop', 'broken'],
		[],
		[['fail', { name: 'RangeError', message: 'broken', value: new RangeError('broken') }]],
	],
	[
		'says that a property is read-only',
		'set',
		['shop', 'list', '0', 'price'],
		[1],
		[failed('TypeError', 'Cannot set "shop.list.0.price": it is read-only')],
	],
];

function failed(name: string, message: string): unknown {
	return ['fail', { name, message, value: new TypeError(message) }];
}

for (const [statement, action, path, args, messages] of rows) {
	testRealms(`invoke ${statement}`, {}, (realm) => {
		messagesOf(realm, program);
		assert.deepEqual(messagesAfter(realm, ['invoke', action, path], args), messages);
	});
}

testRealms('invoke reads and writes what a root program opened, also among several', {}, (realm) => {
	messagesOf(realm, program);
	messagesOf(realm, '[() => count, (value) => { count = value }, "count"]', 'root');
	messagesOf(realm, '[() => hidden, (value) => { hidden = value }, "hidden"]', 'root');
	assert.deepEqual(messagesAfter(realm, ['invoke', 'get', ['count']], []), [['done', 1]]);
	assert.deepEqual(messagesAfter(realm, ['invoke', 'set', ['count']], [5]), [['done', undefined]]);
	assert.deepEqual(messagesOf(realm, 'count'), [['done', 5]]);
	assert.deepEqual(messagesAfter(realm, ['invoke', 'get', ['hidden', 'deep', 'value']], []), [['done', 3]]);
	const [[type, failure]] = messagesAfter(realm, ['invoke', 'set', ['hidden']], [5]) as [[string, { name: string }]];
	assert.deepEqual([type, failure.name], ['fail', 'TypeError']);
});

testRealms('invoke finds on the global what a root program found undeclared', {}, (realm) => {
	messagesOf(realm, '[() => missing, (value) => { missing = value }, "missing"]', 'root');
	assert.deepEqual(messagesAfter(realm, ['invoke', 'get', ['missing']], []), [['done', undefined]]);
	assert.deepEqual(messagesAfter(realm, ['invoke', 'set', ['missing']], [{ a: 1 }]), [['done', undefined]]);
	assert.deepEqual(messagesOf(realm, 'missing.a'), [['done', 1]]);
});

testRealms('invoke takes bytes as arguments', {}, (realm) => {
	messagesOf(realm, 'var sum = (bytes) => bytes.reduce((a, b) => a + b)');
	assert.deepEqual(messagesAfter(realm, ['invoke', 'call', ['sum']], [Uint8Array.of(1, 2, 3)]), [['done', 6]]);
});

testRealms('globals become ordinary properties of the global', {}, (realm) => {
	assert.deepEqual(messagesAfter(realm, ['globals'], { x: 1, list: [1] }), []);
	assert.deepEqual(messagesOf(realm, '[x, list instanceof Array, Object.keys(globalThis), delete globalThis.x]'), [
		['done', [1, true, ['x', 'list'], true]],
	]);
});

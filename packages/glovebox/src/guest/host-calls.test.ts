import assert from 'node:assert/strict';
import { messagesAfter, messagesOf, testRealms } from './test/realms.ts';

const functions = [
	['orders.find', 0],
	['orders.archive.count', 0],
	['print', 1],
	['clock.now', 1],
] as const;

testRealms('install() makes frozen namespaces and global functions without a way into the bridge', { setup: { functions } }, (realm) => {
	const code = `JSON.stringify([
		Object.keys(orders), Object.isFrozen(orders), Object.isFrozen(orders.archive), Object.isFrozen(orders.find),
		Object.getPrototypeOf(orders) === Object.prototype, Object.getPrototypeOf(orders.find) === Function.prototype,
		orders.find.name, orders.find.length, 'prototype' in orders.find, Reflect.ownKeys(orders.find).sort(),
		Object.getOwnPropertyDescriptor(globalThis, 'print').enumerable, Object.keys(globalThis),
	])`;
	assert.equal(realm.show(code), '[["find","archive"],true,true,true,true,true,"find",0,false,["length","name"],false,[]]');
});

testRealms('a promise form copies its arguments at once and settles by its own reply', { setup: { functions } }, (realm) => {
	const code = 'const a = { n: 1 }; const both = Promise.all([orders.find(a), orders.archive.count()]); a.n = 2; both';
	assert.deepEqual(messagesOf(realm, code), [
		['call', 1, 'orders.find', [{ n: 1 }]],
		['call', 2, 'orders.archive.count', []],
	]);
	assert.deepEqual(messagesAfter(realm, ['reply', 2, 1], 20), []);
	assert.deepEqual(messagesAfter(realm, ['reply', 1, 1], { id: 7 }), [['done', [{ id: 7 }, 20]]]);
});

testRealms("a host's error is one of the guest, with name, message and details alone", { setup: { functions } }, (realm) => {
	const code = `orders.find(1).catch((error) => [
		error instanceof Error, error.name, error.message, error.details.id, Reflect.ownKeys(error).filter((key) => key !== 'stack').sort(), Object.keys(error),
	])`;
	messagesOf(realm, code);
	const told = { name: 'NotFound', message: 'No order 1', details: { id: 1 } };
	assert.deepEqual(messagesAfter(realm, ['reply', 1, 0], told), [
		['done', [true, 'NotFound', 'No order 1', 1, ['details', 'message', 'name'], ['details']]],
	]);
});

testRealms('a refused argument rejects the promise form and is named', { setup: { functions } }, (realm) => {
	const code = 'orders.find(1, { list: [{ save() {} }] }).catch((error) => [error instanceof TypeError, error.message])';
	assert.deepEqual(messagesOf(realm, code), [['done', [true, 'Cannot copy "orders.find argument 2.list[0].save": a function']]]);
});

testRealms('a refused argument throws from the waiting form', { setup: { functions } }, (realm) => {
	const code = 'try { print(() => 1) } catch (error) { [error instanceof TypeError, error.message] }';
	assert.deepEqual(messagesOf(realm, code), [['done', [true, 'Cannot copy "print argument 1": a function']]]);
});

const asked: string[] = [];
testRealms(
	'the waiting form gives the value itself, or throws',
	{
		setup: { functions },
		answer(text) {
			asked.push(text);
			return text.includes('clock') ? '["reply",1,1,["J",99]]' : '["reply",2,0,["J",{"name":"HostError","message":"print failed"}]]';
		},
	},
	(realm) => {
		asked.length = 0;
		assert.deepEqual(messagesOf(realm, 'const at = clock.now(); try { print("x") } catch (error) { [at, String(error)] }'), [
			['done', [99, 'HostError: print failed']],
		]);
		assert.deepEqual(asked, ['["call",1,"clock.now",["J",[]]]', '["call",2,"print",["J",["x"]]]']);
	},
);

testRealms('the waiting form throws when the answer is that the run is over', { setup: { functions } }, (realm) => {
	assert.deepEqual(messagesOf(realm, 'try { print() } catch (error) { String(error) }'), [['done', 'Error: The run is over']]);
});

testRealms('a reply nobody waits for settles nothing', { setup: { functions } }, (realm) => {
	assert.deepEqual(messagesOf(realm, 'orders.find(1); 0'), [
		['call', 1, 'orders.find', [1]],
		['done', 0],
	]);
	assert.deepEqual(messagesAfter(realm, ['reply', 1, 1], 5), []);
	assert.deepEqual(messagesAfter(realm, ['reply', 99, 1], 5), []);
});

testRealms('arguments over outputBytes tell the host and throw', { setup: { functions, outputBytes: 100 } }, (realm) => {
	const [told, end] = messagesOf(realm, 'orders.find("x".repeat(300)).catch((error) => String(error))') as [
		[string, string, number],
		unknown,
	];
	assert.deepEqual([told[0], told[1], told[2] > 100], ['limit', 'outputBytes', true]);
	assert.deepEqual(end, ['done', 'RangeError: Cannot call "orders.find": "outputBytes" limit of 100 reached']);
});

testRealms('bytes go as bytes, both ways', { setup: { functions } }, (realm) => {
	assert.deepEqual(messagesOf(realm, 'orders.find(new Uint8Array([1, 2])).then((bytes) => bytes.length)'), [
		['call', 1, 'orders.find', [Uint8Array.of(1, 2)]],
	]);
	assert.deepEqual(messagesAfter(realm, ['reply', 1, 1], Uint8Array.of(7, 8, 9)), [['done', 3]]);
});

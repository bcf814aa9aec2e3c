import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { buildGuest, guestText } from './guest-text.ts';

test('guestText() is a strict script whose value is install(post, ask), and which leaves nothing on the global', () => {
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	const before = vm.runInContext('Reflect.ownKeys(globalThis).length', context);
	const install = vm.runInContext(guestText(), context);
	assert.equal(typeof install, 'function');
	assert.equal(install.length, 2);
	assert.equal(vm.runInContext('Reflect.ownKeys(globalThis).length', context), before);
	const entries = install(
		() => {},
		() => ['["over"]'],
	);
	assert.deepEqual(
		[...entries].map((entry: unknown) => typeof entry),
		['function', 'function', 'function'],
	);
	assert.equal(entries[1]('value', false, 42), '["done",["J",42]]');
});

test('guestText() is what buildGuest() makes of the sources as they are', () => {
	assert.equal(guestText(), buildGuest());
});

test('buildGuest() keeps the text of template literals that it writes as sums', () => {
	const entries = vm.runInContext(buildGuest(), vm.createContext(vm.constants.DONT_CONTEXTIFY))(
		() => {},
		() => ['["over"]'],
	);
	entries[0]('["setup",{"functions":[],"console":1,"consoleBytes":9,"outputBytes":99,"timers":1}]');
	const refused = entries[1]('value', false, { 'a b': [{ f() {} }] });
	assert.match(refused, /^\["(unfit|done)",/);
	assert.doesNotMatch(buildGuest(), /`[^`]*\$\{/);
});

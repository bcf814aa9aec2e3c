import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { buildGuest, guestText } from './guest-text.ts';

type Entries = readonly [
	(text: string) => void,
	(mode: string, threw: boolean, value: unknown) => string | undefined,
	(reason: unknown) => void,
];

test('guestText() is a script whose value is install(post, ask, load, survey), and which leaves nothing on the global', () => {
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	const countGlobals = () => vm.runInContext('Reflect.ownKeys(globalThis).length', context);
	const before = countGlobals();
	const install = vm.runInContext(guestText(), context) as (...ports: unknown[]) => Entries;
	assert.deepEqual([typeof install, install.length, countGlobals()], ['function', 4, before]);
	const posted: string[] = [];
	const [receive, finish, rejected] = install((text: string) => posted.push(text), undefined, undefined);
	receive('["setup",{"functions":[],"console":1,"consoleBytes":99,"outputBytes":99,"timers":1}]');
	assert.equal(finish('value', false, 42), '["done",["J",42]]');
	assert.equal(
		finish('value', false, vm.runInContext('({ list: [{ f() {} }] })', context)),
		'["unfit","Cannot copy \\"result.list[0].f\\": a function"]',
	);
	rejected('reason');
	assert.deepEqual(posted, ['["rejection",{"name":"Thrown","message":"reason","stack":"","value":["J","reason"]}]']);
});

test('guestText() is what buildGuest() makes of the sources as they are', () => {
	assert.equal(guestText(), buildGuest());
});

import assert from 'node:assert/strict';
import { testRealms } from './test/realms.ts';

testRealms('FinalizationRegistry is the only constructor of its kind that a guest reaches', {}, (realm) => {
	const code = `(() => {
		const one = new FinalizationRegistry(() => {});
		const key = {};
		class Mine extends FinalizationRegistry {}
		return JSON.stringify([
			FinalizationRegistry.name, FinalizationRegistry.length, one instanceof FinalizationRegistry, Object.prototype.toString.call(one),
			one.constructor === FinalizationRegistry, Object.getPrototypeOf(FinalizationRegistry) === Function.prototype,
			Object.getOwnPropertyDescriptor(FinalizationRegistry, 'prototype').writable,
			one.register(key, 1, key), one.unregister(key), new Mine(() => {}) instanceof Mine,
		]);
	})()`;
	const expected = ['FinalizationRegistry', 1, true, '[object FinalizationRegistry]', true, true, false, null, true, true];
	assert.equal(realm.show(code), JSON.stringify(expected));
});

testRealms('FinalizationRegistry refuses what the engine refuses', {}, (realm) => {
	const name = (code: string) => realm.show(`(() => { try { ${code}; return 'nothing' } catch (error) { return error.name } })()`);
	const codes = [
		'FinalizationRegistry(() => {})',
		'new FinalizationRegistry()',
		'new FinalizationRegistry({})',
		'new FinalizationRegistry(() => {}).register(1, 1)',
	];
	assert.deepEqual(codes.map(name), Array(4).fill('TypeError'));
});

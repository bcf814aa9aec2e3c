import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from '../../create-sandbox.ts';
import { hostFunction } from '../../core/capability.ts';
import { isolate } from '../isolate.ts';
import { quickjs } from '../quickjs.ts';
import { guestText } from '../guest-text.ts';
import { Greeting } from './greeting.ts';
import { imageOf, memoryOf } from './image.ts';
import { instantiate } from './reset.ts';

const image = imageOf(guestText());
const message = (text: string) => ({ text, blobs: [] });
const refuse = () => assert.fail('told to begin anew');

test('a setup that was said twice is in the image from the third realm on, which is told to resume', () => {
	const greeting = new Greeting(image);
	const instance = instantiate(image, image.pages + 10);
	const setup = message('["setup",{}]');
	for (const _ of [1, 2]) {
		assert.equal(greeting.before(setup, refuse), setup);
		assert.equal(greeting.image, image);
		greeting.after(setup, instance);
	}
	assert.notEqual(greeting.image, image);
	assert.deepEqual(greeting.before(setup, refuse), message('["resume"]'));
});

test('a realm that is told anything else, or nothing, begins with the plain image', () => {
	for (const other of [message('["setup",{"timers":1}]'), undefined]) {
		const greeting = new Greeting(image);
		const instance = instantiate(image, image.pages + 10);
		for (const _ of [1, 2]) greeting.after(message('["setup",{}]'), instance);
		const begun: unknown[] = [];
		assert.equal(
			greeting.before(other, (plain) => begun.push(plain)),
			other,
		);
		assert.deepEqual([begun.length, begun[0] === image, greeting.image === image], [1, true, true]);
	}
});

test('only a setup is learnt, and only where it left the instance as large as it was', () => {
	const greeting = new Greeting(image);
	const instance = instantiate(image, image.pages + 10);
	for (const _ of [1, 2, 3]) greeting.after(message('["globals",["J",{}]]'), instance);
	assert.equal(greeting.image, image);
	instance.memory.grow(1);
	for (const _ of [1, 2, 3]) greeting.after(message('["setup",{}]'), instance);
	assert.equal(greeting.image, image);
});

test('an image with a setup shares with the plain one what is the same', () => {
	const greeting = new Greeting(image);
	const instance = instantiate(image, image.pages + 10);
	instance.bytes[image.runs[1]!.at] = 77;
	for (const _ of [1, 2]) greeting.after(message('["setup",{}]'), instance);
	const own = greeting.image.runs.filter(({ bytes }) => bytes.buffer !== image.bytes.buffer);
	assert.ok(own.length > 0 && own.reduce((sum, { bytes }) => sum + bytes.length, 0) < 32 * 1_024);
	assert.ok(memoryOf(greeting.image).equals(instance.bytes));
});

test('realms that begin with their setup are as those that are told it: functions, clocks, chance, console, limits, other grants', async () => {
	const capabilities = {
		math: { add: hostFunction({ sync: true, handler: (a: number, b: number) => a + b }) },
		later: async (x: unknown) => x,
	};
	const source = `
		globalThis.kept = (globalThis.kept ?? 0) + 1;
		console.log('hello');
		export default [kept, math.add(1, 2), await later('x'), typeof extra, performance.now() < 5_000, Math.random(), Object.isFrozen(math)]`;
	for (const engine of [quickjs(), isolate()]) {
		await using sandbox = createSandbox({ engine, capabilities });
		const seen = new Set<unknown>();
		for (let run = 0; run < 8; run++) {
			const special = run === 5 ? { capabilities: { extra: () => 1 } } : run === 6 ? { limits: { timers: 3 } } : {};
			const outcome = await sandbox.run<readonly unknown[]>(source, special);
			assert.ok(outcome.ok, `${engine.name} ${run}`);
			const [kept, sum, answer, extra, isYoung, chance, isFrozen] = outcome.value;
			assert.deepEqual(
				[kept, sum, answer, extra, isYoung, isFrozen, outcome.console.length],
				[1, 3, 'x', run === 5 ? 'function' : 'undefined', true, true, 1],
			);
			seen.add(chance);
		}
		assert.equal(seen.size, 8);
	}
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstWord, openRealm, program, startEvaluator } from '../../../test/carrier/carriers.ts';

const limit = { timeout: 30_000 };

test('a thread in an endless loop is ended by close(), and the processor is idle', limit, async () => {
	// The second cannot be stopped in V8 14.6 while it unrolls loops.
	for (const source of ['for (;;);', 'for (;;) new Array(1000).fill(1);']) {
		const carrier = await startEvaluator('thread');
		const heard = openRealm(carrier);
		assert.equal(await firstWord(heard, `post('looping'); ${source}`), 'looping');
		const since = performance.now();
		carrier.close();
		assert.ok(performance.now() - since < 100, 'close() does not wait');
		await new Promise((resolve) => setTimeout(resolve, 200));
		const cpu = process.cpuUsage();
		await new Promise((resolve) => setTimeout(resolve, 200));
		const { user, system } = process.cpuUsage(cpu);
		assert.ok(user + system < 100_000, `${user + system} us of 200 ms`);
		assert.deepEqual(heard.exits, []);
	}
});

test('a thread that throws or exits tells how, once', limit, async () => {
	for (const [source, message] of [
		["throw new TypeError('the engine broke')", 'the engine broke'],
		['process.exit(3)', 'exit code 3'],
	] as const) {
		const carrier = await startEvaluator('thread');
		const exits: unknown[] = [];
		carrier.onExit = (exit) => exits.push(exit);
		const heard = openRealm(carrier);
		heard.realm.start(program(source));
		await heard.next();
		const expected = [{ reason: 'crashed', message }];
		assert.deepEqual([heard.exits, exits], [expected, expected]);
	}
});

test('a thread that posts something else than bytes is ended for breaking the protocol', limit, async () => {
	for (const value of ['{ done: 1 }', '\'["done",1]\'', 'null', 'new ArrayBuffer(9)', 'Buffer.from("GET / HTTP/1.1")']) {
		const carrier = await startEvaluator('thread', 'waiting');
		const heard = openRealm(carrier);
		heard.realm.start(program(`process.getBuiltinModule('worker_threads').parentPort.postMessage(${value})`));
		await heard.next();
		assert.equal(heard.exits[0]?.reason, 'protocol');
	}
});

test('a thread has no environment, and does not write to the streams of the host', limit, async () => {
	const carrier = await startEvaluator('thread', 'waiting');
	assert.equal(
		await firstWord(openRealm(carrier), "process.stdout.write('unseen'); post(JSON.stringify([process.env, process.execArgv]))"),
		'[{},[]]',
	);
	carrier.close();
});

test('a thread that runs longer than its guest may is ended', limit, async () => {
	const carrier = await startEvaluator('thread');
	const heard = openRealm(carrier);
	heard.realm.arm({ wallMs: 10_000, cpuMs: 50 });
	heard.realm.start(program('for (;;);'));
	await heard.next();
	assert.equal(heard.exits[0]?.reason, 'interrupted');
	assert.ok((heard.realm.usage().cpuMs ?? 0) > 50);
});

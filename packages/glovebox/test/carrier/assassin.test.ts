import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox, EngineError } from 'glovebox';
import { type Engine, isolate, quickjs, subprocess } from 'glovebox/engines';
import type { Carrier } from '../../src/core/engine.ts';
import { descendantsOf, hasProc } from '../bombs/proc.ts';
import { survive } from './assassin.ts';

const limit = { timeout: 180_000, skip: !hasProc && 'needs /proc' };

for (const engine of [subprocess(quickjs()), subprocess(isolate())]) {
	test(`every run of ${engine.name} ends with its own value or a typed error while carriers are killed at random`, limit, async () => {
		const runs = 120;
		const { kills, ends, swapped, lost } = await survive({ engine, runs, parallel: 4, everyMs: 300 });
		const { value = 0, GLOVEBOX_CRASHED: crashed = 0, ...others } = ends;
		assert.deepEqual({ swapped, lost, others, all: value + crashed }, { swapped: [], lost: 0, others: {}, all: runs });
		assert.ok(kills > 0 && value > 0, JSON.stringify({ kills, ends }));
	});
}

test('a run that waits for a carrier is told when none can start', limit, async () => {
	const starts: number[] = [];
	const engine: Engine = {
		...subprocess(quickjs(), { confine: 'none' }),
		start: () => {
			starts.push(performance.now());
			return Promise.reject(new EngineError('GLOVEBOX_CRASHED', 'Cannot start: it was killed'));
		},
	};
	await using sandbox = createSandbox({ engine, pool: { max: 2 } });
	const outcomes = await Promise.all(Array.from({ length: 7 }, () => sandbox.run('1')));
	assert.deepEqual(
		outcomes.map((outcome) => !outcome.ok && outcome.error.code),
		outcomes.map(() => 'GLOVEBOX_CRASHED'),
	);
	assert.equal(starts.length, outcomes.length);
});

test('an idle carrier that dies is replaced before anybody asks for it', limit, async () => {
	await using sandbox = createSandbox({ engine: subprocess(quickjs(), { confine: 'none' }) });
	await sandbox.evaluate('1');
	await sleep(1_100);
	const [pid = 0] = descendantsOf(process.pid);
	process.kill(pid, 'SIGKILL');
	while (sandbox.stats().carriers.idle > 0 && descendantsOf(process.pid).includes(pid)) await sleep(5);
	while (sandbox.stats().carriers.idle === 0) await sleep(5);
	const outcome = await sandbox.run('6 * 7');
	assert.deepEqual([outcome.ok && outcome.value, outcome.usage.startMs], [42, 0]);
});

test('a carrier that ends with its guest is replaced after the answer, and before anybody asks for it', limit, async () => {
	await using sandbox = createSandbox({ engine: subprocess(quickjs(), { confine: 'none' }) });
	await sandbox.evaluate('1');
	const [pid = 0] = descendantsOf(process.pid);
	const ended = await sandbox.run('for (;;);', { limits: { wallMs: 20 } });
	assert.deepEqual([!ended.ok && ended.error.code, sandbox.stats().carriers.idle], ['GLOVEBOX_LIMIT', 0]);
	while (sandbox.stats().carriers.idle === 0) await sleep(5);
	assert.ok(!descendantsOf(process.pid).includes(pid));
	const outcome = await sandbox.run('6 * 7');
	assert.deepEqual([outcome.ok && outcome.value, outcome.usage.startMs], [42, 0]);
});

test('a carrier that dies as soon as it is idle is not started again and again', limit, async () => {
	const carriers: Carrier[] = [];
	const inner = subprocess(quickjs(), { confine: 'none' });
	const start: Engine['start'] = async (options) => {
		const carrier = await inner.start(options);
		carriers.push(carrier);
		return carrier;
	};
	await using sandbox = createSandbox({ engine: { ...inner, start } });
	for (const count of [1, 2]) {
		assert.equal(await sandbox.evaluate('6 * 7'), 42);
		while (sandbox.stats().carriers.idle === 0) await sleep(1);
		carriers.at(-1)?.onExit?.({ reason: 'crashed', message: 'at once' });
		await sleep(20);
		assert.deepEqual([carriers.length, sandbox.stats().carriers], [count, { busy: 0, idle: 0, starting: 0 }]);
		carriers.at(-1)?.close();
	}
});

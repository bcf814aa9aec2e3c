import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { measureLoop } from './loop-delay.ts';
import { options } from './suite.ts';

test('measureLoop() tells of a thread that works, and of one that sleeps, for 60 ms', options, async () => {
	for (const block of [work, doze]) {
		const end = measureLoop();
		await sleep(20);
		block(60);
		await sleep(5);
		const { p99Ms, mostMs } = end();
		assert.equal(mostMs > 50 && p99Ms > 50, true, `${block.name}: ${p99Ms}, ${mostMs}`);
	}
});

/** Of a processor, so that waiting for one does not count. */
function work(ms: number): void {
	const usedMs = () => process.threadCpuUsage().user / 1_000;
	for (const until = usedMs() + ms; usedMs() < until; );
}

function doze(ms: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

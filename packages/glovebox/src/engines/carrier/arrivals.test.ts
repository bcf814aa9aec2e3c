import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Frame } from './frame.ts';
import { Arrivals } from './arrivals.ts';

const frames = (count: number): Frame[] => Array.from({ length: count }, (_, realm) => ({ type: 'message', realm, text: '', blobs: [] }));

/** Takes ten milliseconds over each. */
function slowly(taken: number[]): (frame: Frame) => void {
	return ({ realm }) => {
		for (const until = performance.now() + 10; performance.now() < until; );
		taken.push(realm);
	};
}

test('Arrivals takes frames in order, and lets others have the thread after those that take long', async () => {
	const taken: number[] = [];
	const arrivals = new Arrivals(slowly(taken));
	arrivals.push(frames(3));
	assert.deepEqual(taken, [0]);
	arrivals.push([{ type: 'message', realm: 3, text: '', blobs: [] }]);
	assert.deepEqual(taken, [0]);
	for (let turn = 0; turn < 10 && taken.length < 4; turn++) await setImmediate();
	assert.deepEqual(taken, [0, 1, 2, 3]);
});

test('Arrivals takes many that are quick at once', () => {
	let count = 0;
	new Arrivals(() => count++).push(frames(10));
	assert.equal(count, 10);
});

test('Arrivals counts what comes one by one in the same turn of the event loop as one', async () => {
	const taken: number[] = [];
	const arrivals = new Arrivals(slowly(taken));
	for (const frame of frames(3)) arrivals.push([frame]);
	assert.deepEqual(taken, [0]);
	for (let turn = 0; turn < 10 && taken.length < 3; turn++) await setImmediate();
	assert.deepEqual(taken, [0, 1, 2]);
});

test('finish() takes all at once, and clear() forgets them', async () => {
	const taken: number[] = [];
	const arrivals = new Arrivals(slowly(taken));
	arrivals.push(frames(3));
	arrivals.finish();
	assert.deepEqual(taken, [0, 1, 2]);
	arrivals.push(frames(3));
	arrivals.clear();
	for (let turn = 0; turn < 3; turn++) await setImmediate();
	assert.deepEqual(taken, [0, 1, 2, 0]);
});

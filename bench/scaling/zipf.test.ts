import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipf } from './zipf.ts';

test('zipf() gives the second half as often as the first, and the tenth a tenth as often', () => {
	const next = zipf(100);
	const times = Array.from({ length: 101 }, () => 0);
	for (let draw = 0; draw < 100_000; draw++) {
		const rank = next();
		times[rank] = (times[rank] ?? 0) + 1;
	}
	const share = (rank: number) => (times[rank] ?? 0) / (times[1] ?? 0);
	assert.equal(times[0], 0);
	assert.ok(Math.abs(share(2) - 1 / 2) < 0.03, `the second: ${share(2)}`);
	assert.ok(Math.abs(share(10) - 1 / 10) < 0.02, `the tenth: ${share(10)}`);
	assert.equal(zipf(1)(), 1);
});

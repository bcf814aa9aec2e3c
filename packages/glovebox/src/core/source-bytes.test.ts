import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countSource } from './source-bytes.ts';

test('countSource() counts bytes where they decide', () => {
	assert.deepEqual(
		[50, 51, 101].map((length) => countSource('é'.repeat(length), 100)),
		[100, 102, 101],
	);
	assert.equal(countSource('é', 100), 1);
	assert.equal(countSource(new Uint8Array(300), 100), 300);
	assert.equal(countSource('€'.repeat(34), 100), 102);
});

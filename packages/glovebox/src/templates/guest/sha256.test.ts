import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { makeSha256 } from './sha256.ts';

// Around the lengths at which one more block begins, of text and of key.
const texts = ['', 'abc', 'é😀', ...[55, 56, 63, 64, 65, 119, 120, 1_000].map((length) => 'x'.repeat(length))];

test('makeSha256() gives what OpenSSL gives', () => {
	const { digest, hmac } = makeSha256();
	const ours = texts.flatMap((text) => [digest(text), ...texts.map((key) => hmac(text, key))]);
	const theirs = texts.flatMap((text) => [
		createHash('sha256').update(text).digest('hex'),
		...texts.map((key) => createHmac('sha256', key).update(text).digest('hex')),
	]);
	assert.deepEqual(ours, theirs);
});

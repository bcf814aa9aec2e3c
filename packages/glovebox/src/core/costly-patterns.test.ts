import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeValue } from '../codec/index.ts';
import { hasCostlyPatterns } from './costly-patterns.ts';

function costs(value: unknown): boolean {
	return hasCostlyPatterns(JSON.parse(encodeValue(value).text));
}

test('hasCostlyPatterns() notices expressions whose properties take long to look up', () => {
	const many = Array.from({ length: 2_000 }, (_, at) => new RegExp(`\\p{L}${at}`, 'u'));
	const emoji = Array.from({ length: 100 }, (_, at) => new RegExp(`\\p{RGI_Emoji}${at}`, 'v'));
	const long = new RegExp('\\p{Emoji_Keycap_Sequence}'.repeat(100), 'v');
	assert.deepEqual([many, { emoji }, new Map([[1, long]]), new RegExp('\\P{Lu}'.repeat(2_000), 'iu')].map(costs), [true, true, true, true]);
});

test('hasCostlyPatterns() lets pass what people write', () => {
	const words = Array.from({ length: 10_000 }, (_, at) => new RegExp(`^(?:word|${at})[^a-z]\\b$`, 'i'));
	const letters = Array.from({ length: 500 }, (_, at) => new RegExp(`^[\\p{L}\\d]{${at}}$`, 'u'));
	const letterP = Array.from({ length: 5_000 }, () => /p{L}/);
	assert.deepEqual([words, letters, letterP, [/\p{RGI_Emoji}/v], { a: 1 }, '\\p{L}'].map(costs), Array(6).fill(false));
});

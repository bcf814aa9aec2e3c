import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areScalars, isMessageText, isScalar, packScalar, type Scalar, unpackScalar } from './scalar.ts';

const scalars: readonly Scalar[] = [
	undefined,
	null,
	true,
	false,
	0,
	-0,
	NaN,
	Infinity,
	-1.5,
	'',
	'u',
	'=',
	'[',
	'["done"]',
	'é😀',
	'\u2028',
];
const others: readonly unknown[] = [1n, Symbol.iterator, {}, [], () => 1, '\ud800', 'a\udfff', '\udc00\ud800', new String('x')];

test('each scalar comes out as it went in, and is never taken for a message', () => {
	for (const value of scalars) {
		const packed = packScalar(value, 100);
		assert.ok(packed !== undefined);
		assert.ok(Object.is(unpackScalar(packed), value));
		assert.ok(typeof packed !== 'string' || !isMessageText(packed));
		assert.ok(isScalar(value, 100));
	}
});

test('nothing else is packed', () => {
	for (const value of others) assert.deepEqual([packScalar(value, 100), isScalar(value, 100)], [undefined, false]);
});

test('a string that is too long is none, and the values of a list count together', () => {
	assert.deepEqual([packScalar('1234', 3), isScalar('1234', 3), isScalar('123', 3)], [undefined, false, true]);
	assert.deepEqual(
		[areScalars(['12', 3, '34'], 16), areScalars(['12', 3, '34'], 15), areScalars([], 0), areScalars([{}], 99)],
		[true, false, true, false],
	);
});

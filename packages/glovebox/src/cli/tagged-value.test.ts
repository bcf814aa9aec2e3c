import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tagged } from './tagged-value.ts';

const plain: readonly unknown[] = [null, true, 0, 1.5, '', 'a\ud800', [], {}, [1, [2]], { a: { b: null } }];

test('tagged() leaves what JSON has as it is', () => {
	for (const value of plain) assert.deepEqual(tagged(value), value);
});

const lacking: readonly (readonly [unknown, unknown])[] = [
	[undefined, { $type: 'undefined' }],
	[10n ** 20n, { $type: 'bigint', value: '100000000000000000000' }],
	[Number.NaN, { $type: 'number', value: 'NaN' }],
	[Number.NEGATIVE_INFINITY, { $type: 'number', value: '-Infinity' }],
	[-0, { $type: 'number', value: '-0' }],
	[new Date(0), { $type: 'Date', value: '1970-01-01T00:00:00.000Z' }],
	[new Date(Number.NaN), { $type: 'Date', value: null }],
	[/a\/b/gi, { $type: 'RegExp', source: 'a\\/b', flags: 'gi' }],
	[
		new Map<unknown, unknown>([[1n, [-0]]]),
		{ $type: 'Map', entries: [[{ $type: 'bigint', value: '1' }, [{ $type: 'number', value: '-0' }]]] },
	],
	[new Set([undefined]), { $type: 'Set', values: [{ $type: 'undefined' }] }],
	[
		[1, , 2],
		[1, { $type: 'hole' }, 2],
	],
	[new Uint8Array([1, 2]).buffer, { $type: 'ArrayBuffer', base64: 'AQI=' }],
	[new Uint8Array([0, 1, 2]).subarray(1), { $type: 'Uint8Array', base64: 'AQI=' }],
	[new Float64Array(1), { $type: 'Float64Array', base64: 'AAAAAAAAAAA=' }],
	[new DataView(new ArrayBuffer(1)), { $type: 'DataView', base64: 'AA==' }],
	[new RangeError('far', { cause: 1n }), { $type: 'Error', name: 'RangeError', message: 'far', cause: { $type: 'bigint', value: '1' } }],
	[Object.assign(new Error('e'), { code: 7 }), { $type: 'Error', name: 'Error', message: 'e', properties: { code: 7 } }],
	[
		new AggregateError([new Error('a')], 'all'),
		{ $type: 'Error', name: 'AggregateError', message: 'all', errors: [{ $type: 'Error', name: 'Error', message: 'a' }] },
	],
];

test('tagged() writes each kind of value that JSON lacks as a record with a $type', () => {
	for (const [value, expected] of lacking) assert.deepEqual(tagged(value), expected);
});

test('tagged() says where a shared value or a cycle was first met, as a JSON Pointer into what it prints', () => {
	const shared = { n: 1 };
	const value: Record<string, unknown> = { 'a/b~c': [new Map([['k', shared]])], again: shared };
	value['self'] = value;
	assert.deepEqual(tagged(value), {
		'a/b~c': [{ $type: 'Map', entries: [['k', { n: 1 }]] }],
		again: { $type: 'reference', pointer: '/a~1b~0c/0/entries/0/1' },
		self: { $type: 'reference', pointer: '' },
	});
});

test('tagged() writes a record that has a key $type as entries, so that it is no tag', () => {
	assert.deepEqual(tagged({ $type: 'Date', value: 1 }), {
		$type: 'record',
		entries: [
			['$type', 'Date'],
			['value', 1],
		],
	});
});

test('tagged() ends at 1 000 levels, and what it makes can be printed', () => {
	let value: unknown[] = [];
	for (let level = 0; level < 100_000; level++) value = [value];
	const text = JSON.stringify(tagged(value));
	assert.equal(text, `${'['.repeat(1_001)}{"$type":"deeper"}${']'.repeat(1_001)}`);
});

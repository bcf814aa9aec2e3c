import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { GuestError } from './errors.ts';
import { dataText, inspectValue, isSmall, isWalkable } from './inspect-value.ts';

/** So many records in one another, each of which has the next one under every one of its keys. */
function tower(levels: number, width: number): unknown {
	let value: unknown = 1;
	for (let level = 0; level < levels; level++) {
		const inner = value;
		value = Object.fromEntries(Array.from({ length: width }, (_, key) => [`k${key}`, inner]));
	}
	return value;
}

test('inspectValue() shows what is small as util.inspect does', () => {
	const values = [
		1,
		'text',
		null,
		[1, [2, [3, [4]]]],
		new Map([[{ a: 1 }, new Set([1])]]),
		new Error('odd', { cause: [1] }),
		{ a: { b: 1n } },
	];
	assert.deepEqual(
		values.map((value) => inspectValue(value)),
		values.map((value) => inspect(value)),
	);
	assert.equal(inspectValue({ a: { b: { c: {} } } }, { depth: 0 }), '{ a: [Object] }');
	assert.equal(inspectValue({ a: { b: { c: { d: { e: 1 } } } } }, { depth: null, compact: 9 }), '{ a: { b: { c: { d: { e: 1 } } } } }');
});

test('inspectValue() shows no more of a shared graph than a moment takes', () => {
	const long = 'x'.repeat(10_000);
	const shared = new Set(Array.from({ length: 100 }, () => [tower(2, 100), new Map([[long, tower(1, 90)]])]));
	for (const value of [
		tower(6, 1_000),
		Array(100).fill(shared),
		Array(100).fill(Array(100).fill(long)),
		new Error('wide', { cause: tower(6, 300) }),
	]) {
		assert.ok(inspectValue(value, { depth: null }).length < 2_000_000);
	}
	let deep: unknown = 1;
	for (let level = 0; level < 9_000; level++) deep = { deep };
	assert.ok(inspectValue(deep, { depth: null }).length < 2_000_000);
	const cycle: unknown[] = [];
	cycle.push(cycle, { cycle });
	assert.equal(inspectValue(cycle), inspect(cycle));
});

test('a GuestError is shown in bounded time, whatever its guest threw', () => {
	const error = new GuestError('GLOVEBOX_GUEST_THROW', 'wide', { name: 'Thrown', thrown: tower(6, 1_000), cause: tower(6, 1_000) });
	for (const shown of [
		inspect(error),
		inspect(error, { depth: null }),
		inspect({ error }),
		inspect([new Error('host', { cause: error })]),
	]) {
		assert.ok(shown.length < 2_000_000);
		assert.match(shown, /Thrown: wide/);
	}
	const plain = new GuestError('GLOVEBOX_GUEST_THROW', 'm', { name: 'E', thrown: { a: 1 }, details: { b: 2 } });
	assert.equal(inspect(plain), inspect(plain, { customInspect: false }));
});

test('dataText() is JSON where that is short, and says of the rest what it is', () => {
	assert.deepEqual([dataText({ a: [1, null] }), dataText(5n), dataText(undefined)], ['{"a":[1,null]}', '"5n"', undefined]);
	const cycle: unknown[] = [];
	cycle.push(cycle);
	assert.equal(dataText(cycle), '<ref *1> [ [Circular *1] ]');
	let doubled: unknown = [1];
	for (let level = 0; level < 40; level++) doubled = [doubled, doubled];
	assert.equal(dataText(doubled), '[ [ [ [Array], [Array] ], [ [Array], [Array] ] ], [ [ [Array], [Array] ], [ [Array], [Array] ] ] ]');
	assert.deepEqual([isSmall([1, { a: 1 }]), isSmall(doubled), isSmall(cycle)], [true, false, false]);
	assert.deepEqual(
		[isWalkable(Array(200_000).fill('x')), isWalkable(cycle), isWalkable(doubled), isWalkable(tower(4, 100))],
		[true, true, false, false],
	);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeValue } from '../codec/index.ts';
import { hasCollisions } from './collisions.ts';

function collides(value: unknown): boolean {
	return hasCollisions(JSON.parse(encodeValue(value).text));
}

/** Undoes `hash ^= hash >>> by`, and multiplication by an odd number. */
function unmixed(hash: number, by: number): number {
	let value = hash;
	for (let shift = by; shift < 32; shift += by) value = hash ^ (value >>> by);
	return value;
}
function inverse(odd: number): number {
	let value = odd;
	for (let round = 0; round < 5; round++) value = Math.imul(value, 2 - Math.imul(odd, value));
	return value;
}

/** The int32 that V8 14.6 gives this hash. */
function numberOfHash(hash: number): number {
	const mixed = Math.imul(unmixed(Math.imul(unmixed(hash, 16), inverse(2057)), 4), inverse(5));
	return Math.imul((unmixed(mixed, 12) + 1) | 0, inverse(0x7fff));
}

/** The double that V8 14.6 gives a hash which ends in these 32 bits. */
function doubleOfHash(number: number): number {
	const long = (value: bigint) => BigInt.asUintN(64, value);
	const undo = (hash: bigint, by: bigint) => {
		let value = hash;
		for (let shift = by; shift < 64n; shift += by) value = hash ^ (value >> by);
		return value;
	};
	const over = (odd: bigint) => {
		let value = odd;
		for (let round = 0; round < 6; round++) value = long(value * (2n - odd * value));
		return value;
	};
	const mixed = undo(long(undo((BigInt(number) << 32n) | 5n, 22n) * over(65n)), 11n);
	const bits = long((undo(long(mixed * over(21n)), 31n) + 1n) * over(2n ** 18n - 1n));
	return new Float64Array(BigUint64Array.of(bits).buffer)[0] as number;
}

const count = 6_000;
const colliding = {
	numbers: Array.from({ length: count }, (_, at) => numberOfHash((at << 14) | 5)),
	doubles: Array.from({ length: 2 * count }, (_, at) => doubleOfHash(at))
		.filter(Number.isFinite)
		.slice(0, count),
	bigints: Array.from({ length: count }, (_, at) => BigInt(at + 1) << 64n),
	'negative bigints': Array.from({ length: count }, (_, at) => -(BigInt(at + 1) << 64n) - 1n),
};

for (const [name, keys] of Object.entries(colliding)) {
	test(`hasCollisions() notices ${name} of one bucket, in a Set and as keys of a Map`, () => {
		assert.deepEqual([collides(new Set<unknown>(keys)), collides([new Map(keys.map((key) => [key, 'x']))])], [true, true]);
		assert.equal(collides(new Set<unknown>(keys.slice(0, 1_000))), false);
	});

	test(`${name} that hasCollisions() takes for such are slow to put together, as V8 does it`, () => {
		const msOf = (list: readonly unknown[]) => {
			const began = performance.now();
			new Set(list);
			return performance.now() - began;
		};
		const plain = keys.map((_, at) => at * 7919);
		const ratio = Math.min(...[1, 2, 3].map(() => msOf(keys))) / Math.min(...[1, 2, 3].map(() => msOf(plain)));
		assert.ok(ratio > 5, `${ratio}`);
	});
}

test('hasCollisions() lets pass whatever numbers people put into Maps and Sets', () => {
	const lists = [
		Array.from({ length: 100_000 }, (_, at) => at),
		Array.from({ length: 50_000 }, (_, at) => at * 1_000),
		Array.from({ length: 50_000 }, (_, at) => at * 65_536 - 2 ** 31),
		Array.from({ length: 50_000 }, (_, at) => 1.7e12 + at * 1_000),
		Array.from({ length: 50_000 }, (_, at) => at / 8),
		Array.from({ length: 50_000 }, (_, at) => BigInt(at) * 1_000n),
		Array.from({ length: 1_900 }, (_, at) => 1n << BigInt(at)),
		Array.from({ length: 50_000 }, (_, at) => `key ${at}`),
	];
	for (const list of lists) assert.equal(collides(new Set<unknown>(list)), false, String(list[1]));
	assert.equal(collides({ list: lists[0], many: Array.from({ length: 500 }, () => new Set([1, 2, 3])) }), false);
});

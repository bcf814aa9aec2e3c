import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, lowerMinima } from './budgets.ts';

const comparison = { scenario: 'fresh', ours: 'a', beside: 'b' };
const minima = (a: number, b: number) =>
	lowerMinima(new Map(), [
		{ name: 'a', min: a },
		{ name: 'b', min: b },
	]);

test('judge() lets a ratio be a third worse than its budget, and no more', () => {
	const name = 'fresh: a / b';
	assert.deepEqual(judge(comparison, minima(13, 10), { [name]: 1 }), { name, ratio: 1.3, budget: 1, kept: true });
	assert.deepEqual(judge(comparison, minima(14, 10), { [name]: 1 }), { name, ratio: 1.4, budget: 1, kept: false });
});

test('judge() takes what has no budget, and what was not measured, for broken', () => {
	assert.equal(judge(comparison, minima(1, 10), {}).kept, false);
	assert.equal(judge(comparison, new Map([['a', 1]]), { 'fresh: a / b': 1 }).kept, false);
});

test('lowerMinima() keeps the least of each', () => {
	const again = [
		{ name: 'a', min: 4 },
		{ name: 'b', min: 6 },
	];
	assert.deepEqual(
		[...lowerMinima(minima(3, 9), again)],
		[
			['a', 3],
			['b', 6],
		],
	);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WaitingList } from './waiting.ts';

function listOf(...tenants: readonly (string | undefined)[]): WaitingList<{ tenant: string | undefined; at: number }> {
	const list = new WaitingList<{ tenant: string | undefined; at: number }>();
	for (const [at, tenant] of tenants.entries()) list.add({ tenant, at });
	return list;
}

test('WaitingList takes tenants in turns, and each in order', () => {
	const list = listOf('a', 'a', 'a', 'b', undefined, 'b');
	const order: number[] = [];
	while (list.first) order.push(list.take(list.first.tenant)?.at ?? -1);
	assert.deepEqual(order, [0, 3, 4, 1, 5, 2]);
	assert.equal(list.size, 0);
});

test('WaitingList gives a tenant nobody who waits for another', () => {
	const list = listOf('a', 'b');
	assert.equal(list.take('c'), undefined);
	assert.equal(list.take('b')?.at, 1);
	assert.equal(list.take('b'), undefined);
	assert.deepEqual([list.size, list.first?.at], [1, 0]);
});

test('WaitingList.takeAll() leaves nobody', () => {
	const list = listOf('a', 'b', 'a');
	assert.deepEqual(
		list
			.takeAll()
			.map(({ at }) => at)
			.sort(),
		[0, 1, 2],
	);
	assert.deepEqual([list.size, list.first], [0, undefined]);
});

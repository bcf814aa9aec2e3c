import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgramCache } from './cache.ts';
import { programOf } from './test/evaluate.ts';

test('a cache gives back what was set for the same source, name, kind and language', () => {
	const cache = createProgramCache<number>(10, 100);
	cache.set(programOf('a'), 1);
	assert.equal(cache.get(programOf('a')), 1);
	for (const settings of [{ filename: 'b.js' }, { kind: 'module' }, { language: 'ts' }, { source: 'b' }] as const) {
		assert.equal(cache.get(programOf('a', settings)), undefined);
	}
});

test('a cache forgets what was used longest ago, by number and by characters', () => {
	const cache = createProgramCache<number>(3, 10);
	const kept = (...sources: string[]) => sources.map((source) => cache.get(programOf(source)));
	for (const source of ['a', 'b', 'c']) cache.set(programOf(source), 1);
	cache.get(programOf('a'));
	cache.set(programOf('d'), 1);
	assert.deepEqual(kept('b', 'c', 'd', 'a'), [undefined, 1, 1, 1]);
	cache.set(programOf('e'.repeat(9)), 2);
	assert.deepEqual(kept('c', 'd', 'a', 'e'.repeat(9)), [undefined, undefined, 1, 2]);
	cache.set(programOf('f'.repeat(11)), 3);
	assert.deepEqual(kept('a', 'e'.repeat(9), 'f'.repeat(11)), [undefined, undefined, undefined]);
});

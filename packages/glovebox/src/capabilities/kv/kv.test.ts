import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { kv, type KvStore, memoryStore, sqliteStore } from 'glovebox/capabilities';
import { attempt, sandboxWith } from '../test/sandbox.ts';

const stores: readonly (readonly [name: string, make: () => KvStore])[] = [
	['memoryStore', () => memoryStore()],
	['sqliteStore', () => sqliteStore(':memory:')],
];

for (const [name, make] of stores) {
	describe(`kv() with ${name}()`, () => {
		test('gives back copies of what was set, of every kind that crosses', async () => {
			using store = make();
			await using sandbox = sandboxWith({ kv: kv({ store }) });
			const value = `({ list: [1, , -0, NaN], map: new Map([[1n, new Set(['a'])]]), bytes: new Uint8Array([1, 2]), at: new Date(5), u: undefined })`;
			await sandbox.evaluate(`const value = ${value}; value.self = value; await kv.set('k', value); value.list.push(9)`);
			const source = `const v = await kv.get('k'); v.bytes[0] = 7; const w = await kv.get('k');
				[v.self === v, w.list.length, 1 in w.list, Object.is(w.list[2], -0), w.map.get(1n).has('a'), w.bytes[0], w.at.getTime(), 'u' in w]`;
			assert.deepEqual(await sandbox.evaluate(source), [true, 4, false, true, true, 1, 5, true]);
		});

		test('keeps the entries of each tenant apart, whatever keys a guest names', async () => {
			using store = make();
			await using sandbox = sandboxWith({ kv: kv({ store }), common: kv({ store, scope: 'shared' }) });
			await sandbox.evaluate('await kv.set("k", 1); await common.set("k", 2)', { tenant: 'ann' });
			const look = '[await kv.get("k"), await kv.get("tenant:ann"), await kv.list(), await common.get("k"), await kv.delete("k")]';
			const none = undefined;
			assert.deepEqual(await sandbox.evaluate(look, { tenant: 'bob' }), [none, none, [], 2, false]);
			assert.deepEqual(await sandbox.evaluate(look), [none, none, [], 2, false]);
			assert.deepEqual(await sandbox.evaluate(look, { tenant: 'ann' }), [1, none, ['k'], 2, true]);
			assert.deepEqual(await sandbox.evaluate('kv.list()', { tenant: 'ann' }), []);
		});

		test('lists keys by prefix, in the order of their bytes, a page at a time', async () => {
			using store = make();
			await using sandbox = sandboxWith({ kv: kv({ store }) });
			const source = `for (const key of ['b', 'a/2', 'a/10', '\\u{1F600}', '\\uFFFD', 'a%', 'A']) await kv.set(key, 0);
				[await kv.list(), await kv.list({ prefix: 'a/' }), await kv.list({ after: 'a/10', limit: 2 }), await kv.list({ prefix: '%' })]`;
			const all = ['A', 'a%', 'a/10', 'a/2', 'b', '\uFFFD', '\u{1F600}'];
			assert.deepEqual(await sandbox.evaluate(source), [all, ['a/10', 'a/2'], ['a/2', 'b'], []]);
		});

		test('holds its quotas, and frees what is overwritten or deleted', async () => {
			using store = make();
			await using sandbox = sandboxWith({ kv: kv({ store, keys: 2, valueBytes: 100, scopeBytes: 160 }) });
			const source = `
				const seen = [];
				const put = async (key, length) => seen.push(${attempt('kv.set(key, "x".repeat(length))')});
				await put('a', 90); await put('b', 90); await put('b', 20); await put('c', 1); await put('a', 95);
				await kv.delete('b'); await put('c', 40); await put('d', 101); await put('a', 1);
				seen`;
			const none = undefined;
			assert.deepEqual(await sandbox.evaluate(source), [
				none,
				'QuotaExceededError: Cannot store: all entries together have at most 160 bytes',
				none,
				'QuotaExceededError: Cannot store: there are 2 keys, which is the most',
				'QuotaExceededError: Cannot store: a value has at most 100 bytes',
				none,
				'QuotaExceededError: Cannot store: a value has at most 100 bytes',
				none,
			]);
			assert.equal(store.usage('').keys, 2);
		});
	});
}

test('kv() refuses arguments of every wrong type with a TypeError that names the function', async () => {
	await using sandbox = sandboxWith({ kv: kv() });
	const wrong = [
		'',
		'"x".repeat(513)',
		'1',
		'null',
		'undefined',
		'{}',
		'[]',
		'"a\\0b"',
		'"\\ud800"',
		'{ toString: () => "k" }',
		'new String("k")',
	];
	for (const key of wrong) {
		const argument = key === '' ? '""' : key;
		for (const call of [`kv.get(${argument})`, `kv.set(${argument}, 1)`, `kv.delete(${argument})`]) {
			assert.match(await sandbox.evaluate<string>(attempt(call)), /^TypeError: Cannot (call|copy) "?kv\./, call);
		}
	}
	for (const call of [
		'kv.get()',
		'kv.get("a", "b")',
		'kv.list(1)',
		'kv.list({ limit: 0 })',
		'kv.list({ limit: 1e9 })',
		'kv.list({ other: 1 })',
	]) {
		assert.match(await sandbox.evaluate<string>(attempt(call)), /^TypeError: Cannot call kv\./, call);
	}
});

test("kv() with access 'read' grants no function that writes", async () => {
	const store = memoryStore();
	store.set('', 'k', { text: '["J",1]', blobs: [] });
	await using sandbox = sandboxWith({ kv: kv({ store, access: 'read' }) });
	assert.deepEqual(await sandbox.evaluate('[Object.keys(kv).sort(), await kv.get("k")]'), [['get', 'list'], 1]);
});

test('sqliteStore() keeps entries and their usage in a file', () => {
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-kv-'));
	try {
		const path = join(folder, 'kv.db');
		const value = { text: '["J",1]', blobs: [new Uint8Array([1]), new Uint8Array(), new Uint8Array([2, 3])] };
		using first = sqliteStore(path);
		first.set('s', 'k', value);
		using second = sqliteStore(path);
		assert.deepEqual(second.get('s', 'k'), value);
		assert.deepEqual(second.usage('s'), first.usage('s'));
		assert.equal(first.usage('s').keys, 1);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

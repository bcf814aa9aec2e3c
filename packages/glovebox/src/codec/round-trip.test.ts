import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeText, encodeValue } from './index.ts';
import { type TestRealm, realmKinds } from './test/realms.ts';
import { assertSameGraph } from './test/same-graph.ts';
import { anyValue, plainTree } from './test/values.ts';

const tries = { numRuns: 1000 };

function copy(value: unknown): unknown {
	const { text, blobs } = encodeValue(value);
	return decodeText(text, blobs);
}

describe('what encodeValue() writes, decodeText() reads', () => {
	test('for every graph of values', () => {
		fc.assert(
			fc.property(anyValue, (value) => assertSameGraph(copy(value), value)),
			tries,
		);
	});

	test('for every plain tree, which costs one stringify', () => {
		fc.assert(
			fc.property(plainTree, (tree) => {
				assert.deepEqual(encodeValue(tree), { text: `["J",${JSON.stringify(tree)}]`, blobs: [] });
				assertSameGraph(copy(tree), tree);
			}),
			tries,
		);
	});

	test('and a copy is written as its original was', () => {
		fc.assert(
			fc.property(anyValue, (value) => assert.deepEqual(encodeValue(copy(value)), encodeValue(value))),
			tries,
		);
	});
});

for (const [name, open] of Object.entries(realmKinds)) {
	describe(`the codec in a realm of ${name}`, () => {
		test('keeps every graph', async () => {
			echoAll(await open());
		});

		test('keeps every graph, and asks for nothing that the guest has replaced', async () => {
			const realm = await open();
			const touched = realm.pollute();
			echoAll(realm);
			assert.equal(touched(), '');
		});
	});
}

function echoAll(realm: TestRealm): void {
	fc.assert(
		fc.property(fc.oneof(anyValue, plainTree), (value) => assertSameGraph(realm.echo(value), value)),
		{ numRuns: 300 },
	);
}

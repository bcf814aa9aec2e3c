/** Any value that crosses comes back as it was: random graphs, both ways. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Promised } from './promise.ts';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const leaf = fc.oneof(
	fc.constantFrom(null, undefined, true, false, Number.NaN, Infinity, -Infinity, -0),
	fc.double(),
	fc.integer(),
	fc.bigInt(),
	text,
	fc.date({ noInvalidDate: false }),
	fc.uint8Array({ maxLength: 20 }),
	fc.float64Array({ maxLength: 5 }),
	fc.constantFrom(/a+/gi, /[\u{1F600}]/u),
	text.map((message) => new RangeError(message, { cause: message.length })),
);
const key = text.filter((name) => name !== '__proto__');

const { graph } = fc.letrec((tie) => ({
	graph: fc.oneof(
		{ maxDepth: 4, withCrossShrink: true },
		leaf,
		fc.array(tie('graph'), { maxLength: 5 }),
		fc.array(tie('graph'), { maxLength: 4 }).map(withHole),
		fc.dictionary(key, tie('graph'), { maxKeys: 5 }),
		fc.uniqueArray(fc.tuple(leaf, tie('graph')), { maxLength: 4 }).map((entries) => new Map(entries)),
		fc.uniqueArray(leaf, { maxLength: 4 }).map((values) => new Set(values)),
		tie('graph').map(twice),
		fc.array(tie('graph'), { maxLength: 2 }).map(circular),
	),
}));

function withHole(items: unknown[]): unknown[] {
	items.length += 1;
	return items;
}

function twice(value: unknown): unknown {
	return { first: value, second: value };
}

function circular(items: unknown[]): unknown {
	const record = { items };
	items.push(record);
	return record;
}

export const roundTrips: readonly Promised[] = [
	{
		says: 'any value that crosses comes back as it was, through input and result',
		check: async ({ open }) => {
			const session = await open();
			await fc.assert(
				fc.asyncProperty(graph, async (input) => assert.deepStrictEqual(await session.evaluate('input', { input }), input)),
				{ numRuns: 60 },
			);
		},
	},
	{
		says: 'any value that crosses comes back as it was, through a host function',
		check: async ({ createSandbox }) => {
			const seen: unknown[] = [];
			const echo = (value: unknown) => {
				seen.push(value);
				return value;
			};
			const session = await createSandbox({ capabilities: { echo } }).open();
			await fc.assert(
				fc.asyncProperty(graph, async (input) => {
					seen.length = 0;
					assert.deepStrictEqual([await session.evaluate('await echo(input)', { input }), seen], [input, [input]]);
				}),
				{ numRuns: 40 },
			);
		},
	},
];

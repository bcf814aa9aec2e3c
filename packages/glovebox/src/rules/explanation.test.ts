import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareRules, createRules, explanationSvg, explanationText, simulate } from 'glovebox/rules';
import { rulesOf, sandbox } from '../../test/rules/sandbox.ts';
import { withChange } from './guest/flip.ts';

const rules = [
	{
		name: 'discount',
		conditions: {
			all: [
				{ fact: 'user', path: '$.age', operator: 'greaterThanInclusive', value: 18 },
				{
					any: [
						{ fact: 'total', operator: 'greaterThan', value: 100 },
						{ fact: 'tags', operator: 'contains', value: 'vip' },
					],
				},
				{ not: { fact: 'country', operator: 'in', value: ['XX', 'YY'] } },
			],
		},
		event: { type: 'discount' },
	},
];

test('explain() tells for each part which fact it read, its value, and whether it held', async () => {
	using set = await rulesOf(rules);
	const { decision, rules: explained } = await set.explain({ user: { age: 20 }, total: 90, tags: ['new'], country: 'DE' });
	const fact = (path: string[], value: unknown) => ({ op: 'fact', value, path });
	const constant = (value: unknown) => ({ op: 'const', value });
	assert.deepEqual(decision.matched, []);
	assert.deepEqual(explained, [
		{
			rule: 'discount',
			index: 0,
			held: false,
			inEffect: true,
			condition: {
				op: 'all',
				value: false,
				args: [
					{ op: 'greaterThanInclusive', value: true, args: [fact(['user', 'age'], 20), constant(18)] },
					{
						op: 'any',
						value: false,
						args: [
							{ op: 'greaterThan', value: false, args: [fact(['total'], 90), constant(100)] },
							{ op: 'contains', value: false, args: [fact(['tags'], ['new']), constant('vip')] },
						],
					},
					{ op: 'not', value: true, args: [{ op: 'in', value: false, args: [fact(['country'], 'DE'), constant(['XX', 'YY'])] }] },
				],
			},
			flip: [{ path: ['total'], from: 90, to: 101 }],
		},
	]);
});

test('a flip is the smallest there is among what was tried, and it is true', async () => {
	using set = await rulesOf(rules);
	const facts = fc.record(
		{
			user: fc.record({ age: fc.integer({ min: 0, max: 40 }) }, { noNullPrototype: true }),
			total: fc.integer({ min: 0, max: 200 }),
			tags: fc.constantFrom<string[]>([], ['vip'], ['new']),
			country: fc.constantFrom('XX', 'DE'),
		},
		{ noNullPrototype: true },
	);
	for (const row of fc.sample(facts, { numRuns: 40, seed: 3 })) {
		const {
			rules: [explained],
		} = await set.explain(row);
		const flip = explained?.flip ?? assert.fail('every row can be turned over');
		const changed = flip.reduce((data: unknown, { path, to }) => withChange(data, path, to), row) as typeof row;
		assert.equal((await set.decide(changed)).matched.length === 1, !explained?.held);
		const wrong = [row.user.age < 18, row.total <= 100 && !row.tags.includes('vip'), row.country === 'XX'].filter(Boolean).length;
		assert.equal(flip.length, explained?.held ? 1 : wrong);
	}
});

test('explanationText() and explanationSvg() show the tree, and escape what facts hold', async () => {
	using set = await rulesOf('name,when a,when b,then c\nrow <1>,"not(x, y)",> 5,1\n');
	const explanation = await set.explain({ a: '</text><script>', b: 3 });
	assert.equal(
		explanationText(explanation),
		[
			'✗ row <1>',
			'  ✗ all of',
			'    ✓ not',
			'      ✗ any of',
			'        ✗ a = "x", and is "</text><script>"',
			'        ✗ a = "y", and is "</text><script>"',
			'    ✗ b > 5, and is 3',
			'  would hold if b were 6',
		].join('\n'),
	);
	const svg = explanationSvg(explanation);
	assert.equal(svg.includes('<script'), false);
	assert.match(svg, /&#60;\/text&#62;&#60;script&#62;/);
	assert.equal(svg.match(/<circle /g)?.length, 7);
	assert.equal(svg.match(/<text /g)?.length, 8);
});

test('simulate() counts rules, results and rows without a rule; a row that fails is told', async () => {
	using set = await createRules({
		sandbox,
		rules: 'export default [{ name: "big", when: ({ n }) => { if (n === 7) throw new Error("seven"); return n > 2 }, then: "x" }]',
	});
	assert.deepEqual(
		await simulate(
			set,
			[1, 2, 3, 7].map((n) => ({ n })),
		),
		{
			rows: 4,
			rules: [{ rule: 'big', matched: 1, share: 0.25 }],
			unmatched: 2,
			results: [
				{ result: [], count: 2 },
				{ result: ['x'], count: 1 },
			],
			failures: [{ row: 3, name: 'Error', message: 'seven' }],
		},
	);
});

test('compareRules() tells what a shadow decides otherwise; a shadow that fails takes nothing from the current rules', async () => {
	using current = await rulesOf('when n,then v\n> 1,"a"\n');
	using other = await rulesOf('when n,then v\n> 2,"a"\n');
	const rows = [{ n: 1 }, { n: 2 }, { n: 3 }];
	const compared = await compareRules(current, other, rows);
	assert.deepEqual(
		[compared.rows, compared.same, compared.divergences.map(({ row, current: one, shadow }) => [row, one?.result, shadow?.result])],
		[3, 2, [[1, { v: 'a' }, undefined]]],
	);
	using hanging = await createRules({
		sandbox,
		rules: 'export default [{ name: "a", when: () => { for (;;); } }]',
		limits: { wallMs: 300 },
	});
	const shadowed = await compareRules(current, hanging, rows);
	assert.deepEqual(
		shadowed.decisions.map((decision) => decision?.result),
		[undefined, { v: 'a' }, { v: 'a' }],
	);
	assert.equal(shadowed.failures.shadow.length, 3);
});

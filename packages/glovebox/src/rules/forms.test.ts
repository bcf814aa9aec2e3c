import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide, matched, rulesOf } from '../../test/rules/sandbox.ts';

describe('the shape of json-rules-engine', () => {
	const test1 = (operator: string, value: unknown) => [{ conditions: { all: [{ fact: 'x', operator, value }] }, event: { type: 'yes' } }];
	const rows: readonly (readonly [operator: string, value: unknown, holds: readonly unknown[], not: readonly unknown[]])[] = [
		['equal', 1, [1], ['1', 2, undefined]],
		['notEqual', 1, ['1', 2, undefined], [1]],
		['lessThan', 5, [4, '4'], [5, 'x', null]],
		['lessThanInclusive', 5, [5], [6, undefined]],
		['greaterThan', 5, [6, '6'], [5, 'x']],
		['greaterThanInclusive', 5, [5], [4]],
		['in', ['a', 'b'], ['a'], ['c', undefined]],
		['notIn', ['a', 'b'], ['c'], ['a']],
		['in', 'a 10', ['a', 1, ''], ['b', 2, undefined, null]],
		['notIn', 'a 10', ['b', 2, undefined, null], ['a', 1, '']],
		['notIn', 5, [], [5, 'a']],
		['contains', 'a', [['a', 'b']], [['b'], 'a', undefined]],
		['doesNotContain', 'a', [['b']], [['a'], 'b', undefined]],
	];
	for (const [operator, value, holds, not] of rows) {
		test(`${operator} ${JSON.stringify(value)}`, async () => {
			using rules = await rulesOf(test1(operator, value));
			const { decisions } = await rules.decideMany([...holds, ...not].map((x) => ({ x })));
			assert.deepEqual(
				decisions.map((decision) => decision?.matched.length),
				[...holds.map(() => 1), ...not.map(() => 0)],
			);
		});
	}

	test('groups, paths, facts as values, shared conditions, priorities and events', async () => {
		const rules = {
			name: 'orders',
			version: '3',
			conditions: { adult: { all: [{ fact: 'user', path: '$.age', operator: 'greaterThanInclusive', value: { fact: 'limit' } }] } },
			rules: [
				{
					name: 'low',
					priority: -1,
					conditions: { any: [{ fact: 'a', operator: 'equal', value: 1 }, { condition: 'adult' }] },
					event: { type: 'low', params: { x: [1] } },
				},
				{ priority: 9, conditions: { not: { condition: 'adult' } }, event: { type: 'minor' } },
				{ conditions: { all: [] }, event: { type: 'always' } },
			],
		};
		assert.deepEqual(await matched(rules, { user: { age: 20 }, limit: 18 }), ['always', 'low']);
		assert.deepEqual(await decide(rules, { a: 1, user: { age: 9 }, limit: 18 }), {
			name: 'orders',
			version: '3',
			matched: [
				{ rule: 'minor', index: 0, then: { type: 'minor' } },
				{ rule: 'always', index: 1, then: { type: 'always' } },
				{ rule: 'low', index: 2, then: { type: 'low', params: { x: [1] } } },
			],
			result: [{ type: 'minor' }, { type: 'always' }, { type: 'low', params: { x: [1] } }],
		});
	});

	test('effective dates decide by the moment that is named', async () => {
		const rule = { conditions: { all: [] }, event: { type: 'spring' }, from: '2026-03-01', until: '2026-06-01T00:00:00+02:00' };
		using rules = await rulesOf([rule]);
		const at = async (moment: string) => (await rules.decide({}, { at: new Date(moment) })).matched.length;
		assert.deepEqual(
			[await at('2026-02-28T23:59:59Z'), await at('2026-03-01'), await at('2026-05-31T21:59:59Z'), await at('2026-05-31T22:00:00Z')],
			[0, 1, 1, 0],
		);
		const {
			rules: [explained],
		} = await rules.explain({}, { at: 0 });
		assert.deepEqual([explained?.inEffect, explained?.held], [false, false]);
	});
});

describe('decision tables', () => {
	const table = (hitPolicy: string, rules: unknown[]) => ({ hitPolicy, inputs: ['age', 'user.tier'], outputs: ['price', 'note'], rules });
	const rows = [
		['< 18', '-', 5, 'child'],
		['-', 'gold, silver', 7, 'member'],
		['[18..65)', 'not(gold)', 10, 'adult'],
	];

	test('each hit policy gives the result that its name says', async () => {
		const facts = { age: 30, user: { tier: 'silver' } };
		assert.deepEqual((await decide(table('first', rows), facts)).result, { price: 7, note: 'member' });
		assert.deepEqual((await decide(table('collect', rows), facts)).result, [
			{ price: 7, note: 'member' },
			{ price: 10, note: 'adult' },
		]);
		assert.deepEqual(await matched(table('rule order', rows), facts), ['row 2', 'row 3']);
		const ranked = rows.map(([age, tier, price, note], index) => ({ priority: index, when: [age, tier], then: [price, note] }));
		assert.deepEqual((await decide(table('priority', ranked), facts)).result, { price: 10, note: 'adult' });
		assert.equal((await decide(table('first', rows.slice(0, 1)), facts)).result, undefined);
	});

	test('unique tells the rows that overlap, with facts for which they do, before any fact is there', async () => {
		await assert.rejects(rulesOf(JSON.stringify(table('unique', rows), null, 1)), {
			code: 'GLOVEBOX_RULES',
			message:
				/^Cannot use the rules: rules\.json:\d+:\d+: "row 2" overlaps "row 1" where one row alone may hold: age = 17, user\.tier = "gold"$/,
			details: { file: 'rules.json', path: 'rules[1]' },
		});
		assert.deepEqual(
			await matched(
				table('unique', [
					['< 18', '-', 1, 1],
					['>= 18', '-', 2, 2],
				]),
				{ age: 18 },
			),
			['row 2'],
		);
		const dated = [
			{ when: ['-', '-'], then: [1, 1], until: '2026-01-01' },
			{ when: ['-', '-'], then: [2, 2], from: '2026-01-01' },
		];
		assert.deepEqual((await rulesOf(table('unique', dated))).rules.length, 2);
	});

	test('complete tells facts that have no row', async () => {
		const problem = rulesOf({
			...table('first', [
				['< 18', '-', 1, 1],
				['> 18', 'gold', 2, 2],
			]),
			complete: true,
		});
		await assert.rejects(problem, { message: 'Cannot use the rules: rules.json: no row holds for age = 18' });
		const done = await rulesOf({
			...table('first', [
				['< 18', '-', 1, 1],
				['>= 18', 'gold', 2, 2],
				['>= 18', 'not(gold)', 2, 2],
			]),
			complete: true,
		});
		assert.equal(done.rules.length, 3);
	});

	test('cells are numbers, texts, ranges, lists, comparisons and their negation', async () => {
		const cells: readonly (readonly [cell: unknown, holds: readonly unknown[], not: readonly unknown[]])[] = [
			['5', [5], ['5', 6, undefined]],
			['"5"', ['5'], [5]],
			['true', [true], ['true', 1]],
			['null', [null], [undefined, 0]],
			['gold', ['gold'], ['Gold', undefined]],
			['"a, b"', ['a, b'], ['a']],
			['[1..5)', [1, 4.9], [0.9, 5, '3']],
			['(1..5]', [5, 1.1], [1]],
			['-5..-1', [-5, -1], [0]],
			['>= 2026-01-01', ['2026-02-01'], ['2025-12-31', 2027]],
			['!= 3', [2, '3', undefined], [3]],
			['not(1, 2)', [3, undefined], [1, 2]],
			['< 0, > 10', [-1, 11], [5]],
			['-', [1, undefined, null], []],
			['', ['x'], []],
			[true, [true], [false]],
			[['a', 1], ['a', 1], ['b']],
		];
		for (const [cell, holds, not] of cells) {
			using rules = await rulesOf({ inputs: ['x'], outputs: ['y'], rules: [[cell, 1]] });
			const { decisions } = await rules.decideMany([...holds, ...not].map((x) => ({ x })));
			assert.deepEqual(
				decisions.map((decision) => decision?.matched.length),
				[...holds.map(() => 1), ...not.map(() => 0)],
				JSON.stringify(cell),
			);
		}
	});

	test('CSV has names, priorities, dates, quotes, comments, CRLF and a byte order mark', async () => {
		const csv =
			'\ufeff# hit policy: priority\r\nname,priority,when age,when user.tier,then price,then tags,until\r\nlow,1,-,-,10,[1],\r\n# a comment, "with" cells\r\n\r\nhigh,2,> 17,"""gold"", silver",7,"say ""hi""",2030-01-01\r\n';
		const decision = await decide(csv, { age: 30, user: { tier: 'silver' } });
		assert.deepEqual(decision.matched, [{ rule: 'high', index: 0, then: { price: 7, tags: 'say "hi"' } }]);
		assert.deepEqual((await decide(csv, { age: 3 })).result, { price: 10, tags: [1] });
	});
});

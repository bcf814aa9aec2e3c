import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { rulesOf } from '../../test/rules/sandbox.ts';
import { readLogic } from './forms/json-logic.ts';
import { truthy } from './guest/operators.ts';
import { makeOperators } from './guest/operators.ts';
import { makeWalk, type Tree } from './guest/walk.ts';

type Row = Readonly<Record<string, unknown>>;

describe('JSONLogic', () => {
	const data = {
		a: 1,
		b: 2,
		name: 'apple',
		list: [1, 2, 3],
		empty: [],
		nested: { x: { y: 'deep' } },
		items: [{ n: 1 }, { n: 5 }],
		nothing: null,
		zero: 0,
	};
	// Each expression with its value, as json-logic.com defines the operators.
	const rows: readonly (readonly [logic: unknown, value: unknown])[] = [
		[{ var: 'a' }, 1],
		[{ var: ['gone', 26] }, 26],
		[{ var: 'gone' }, undefined],
		[{ var: 'nested.x.y' }, 'deep'],
		[{ var: 'list.1' }, 2],
		[{ var: '' }, data],
		[{ var: 'constructor' }, undefined],
		[{ var: '__proto__.x' }, undefined],
		[{ var: { cat: ['na', 'me'] } }, 'apple'],
		[{ missing: ['a', 'gone'] }, ['gone']],
		[{ missing_some: [1, ['a', 'gone']] }, []],
		[{ missing_some: [2, ['a', 'gone', 'lost']] }, ['gone', 'lost']],
		[{ if: [{ '>': [{ var: 'a' }, 0] }, 'yes', 'no'] }, 'yes'],
		[{ if: [false, 1, false, 2, 3] }, 3],
		[{ if: [false, 1] }, null],
		[{ '?:': [[], 1, 2] }, 2],
		[{ '==': [1, '1'] }, true],
		[{ '===': [1, '1'] }, false],
		[{ '!=': [1, '1'] }, false],
		[{ '!==': [1, '1'] }, true],
		[{ '!': [[]] }, true],
		[{ '!!': ['0'] }, true],
		[{ or: [false, 0, 'a'] }, 'a'],
		[{ or: [false, []] }, []],
		[{ and: [true, '', 3] }, ''],
		[{ and: [true, 'a', 3] }, 3],
		[{ '<': [1, 2, 3] }, true],
		[{ '<': [1, 4, 3] }, false],
		[{ '<=': [1, 1, 1] }, true],
		[{ '>': ['10', 9] }, true],
		[{ '>=': [1, 2] }, false],
		[{ max: [1, 3, 2] }, 3],
		[{ min: [1, 3, 2] }, 1],
		[{ '+': ['3.14', 1] }, 4.140000000000001],
		[{ '-': [5] }, -5],
		[{ '-': [5, 2] }, 3],
		[{ '*': [2, 3, 4] }, 24],
		[{ '/': [4, 2] }, 2],
		[{ '%': [7, 4] }, 3],
		[{ map: [{ var: 'list' }, { '*': [{ var: '' }, 2] }] }, [2, 4, 6]],
		[{ filter: [{ var: 'items' }, { '>': [{ var: 'n' }, 2] }] }, [{ n: 5 }]],
		[{ reduce: [{ var: 'list' }, { '+': [{ var: 'current' }, { var: 'accumulator' }] }, 0] }, 6],
		[{ all: [{ var: 'list' }, { '>': [{ var: '' }, 0] }] }, true],
		[{ all: [{ var: 'empty' }, { '>': [{ var: '' }, 0] }] }, false],
		[{ none: [{ var: 'empty' }, { '>': [{ var: '' }, 0] }] }, true],
		[{ some: [{ var: 'items' }, { '==': [{ var: 'n' }, 5] }] }, true],
		[{ merge: [[1, 2], 3, [4]] }, [1, 2, 3, 4]],
		[{ in: ['pp', { var: 'name' }] }, true],
		[{ in: [2, { var: 'list' }] }, true],
		[{ in: [2, { var: 'gone' }] }, false],
		[{ cat: ['I love ', { var: 'name' }, 1] }, 'I love apple1'],
		[{ substr: ['jsonlogic', 4] }, 'logic'],
		[{ substr: ['jsonlogic', -5] }, 'logic'],
		[{ substr: ['jsonlogic', 1, 3] }, 'son'],
		[{ substr: ['jsonlogic', 4, -2] }, 'log'],
		[
			[{ var: 'a' }, 2],
			[1, 2],
		],
		['text', 'text'],
	];
	const walk = makeWalk(makeOperators());

	test('has the value of each operator', () => {
		for (const [logic, value] of rows) assert.deepEqual(walk(readLogic(logic, []) as Tree, data), value, JSON.stringify(logic));
	});

	test('the program that is generated holds where the value is true', async () => {
		using rules = await rulesOf({ rules: rows.map(([logic], index) => ({ name: String(index), when: logic })) });
		const held = (await rules.decide(data)).matched.map(({ rule }) => Number(rule));
		assert.deepEqual(
			held,
			rows.flatMap(([, value], index) => (truthy(value) ? [index] : [])),
		);
	});

	test('the program that is generated agrees with the walk, whatever the expression and the facts', async () => {
		const leaf = fc.oneof(
			fc.constantFrom({ var: 'a' }, { var: 'b' }, { var: 'c.d' }, { var: '' }, { var: ['e', 3] }),
			fc.integer(),
			fc.string(),
			fc.boolean(),
			fc.constant(null),
			fc.constant([]),
		);
		const { expr } = fc.letrec((tie) => {
			const pair = fc.tuple(tie('expr'), tie('expr'));
			const two = fc
				.tuple(
					fc.constantFrom(
						'==',
						'===',
						'!=',
						'!==',
						'<',
						'<=',
						'>',
						'>=',
						'in',
						'and',
						'or',
						'+',
						'-',
						'*',
						'/',
						'%',
						'cat',
						'max',
						'merge',
						'some',
						'map',
					),
					pair,
				)
				.map(([op, args]) => ({ [op]: args }));
			const one = fc.tuple(fc.constantFrom('!', '!!', 'missing'), tie('expr')).map(([op, arg]) => ({ [op]: [arg] }));
			return { expr: fc.oneof({ maxDepth: 4 }, leaf, two, one) };
		});
		const value = fc.oneof(
			fc.integer({ min: -3, max: 3 }),
			fc.constantFrom('', 'x', '1', true, null, Number.NaN, -0),
			fc.array(fc.integer({ max: 3 }), { maxLength: 2 }),
		);
		const facts = fc.record({ a: value, b: value, c: fc.record({ d: value }) }, { requiredKeys: [] });
		const samples = fc.sample(fc.tuple(expr, fc.array(facts, { minLength: 3, maxLength: 3 })), { numRuns: 300, seed: 7 });
		using rules = await rulesOf({ rules: samples.map(([logic]) => ({ when: logic })) });
		const walked = (logic: unknown, row: Row) => truthy(walk(readLogic(logic, []) as Tree, row));
		for (let column = 0; column < 3; column++) {
			// Every rule meets the facts that belong to another one too.
			const rows = samples.slice(0, 40).map(([, each]) => each[column] as Row);
			const { decisions, failures } = await rules.decideMany(rows);
			assert.deepEqual(failures, []);
			const held = decisions.map((decision) => decision?.matched.map(({ index }) => index));
			assert.deepEqual(
				held,
				rows.map((row) => samples.flatMap(([logic], index) => (walked(logic, row) ? [index] : []))),
			);
		}
	});
});

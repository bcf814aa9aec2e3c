/** Rules as data and as code mean the same on every engine and carrier, explanations included. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from 'glovebox';
import { createRules } from 'glovebox/rules';
import { combinations } from '../conformance/combinations.ts';

const logic = {
	rules: [
		{ name: 'a', when: { and: [{ '>': [{ var: 'n' }, 3] }, { some: [{ var: 'list' }, { '==': [{ var: '' }, 'x'] }] }] }, then: 1 },
		{ name: 'b', when: { '<': [1, { var: 'n' }, 9] }, then: 2 },
	],
};
const code = 'enum Size { Big = 5 }\nexport default [{ name: "big", when: ({ n }: { n: number }) => n > Size.Big, then: ({ n }) => [n] }]';
const rows = [
	{ n: 4, list: ['x'] },
	{ n: 4, list: [] },
	{ n: 40, list: ['x'] },
];

for (const [name, makeEngine] of combinations) {
	test(`rules on ${name}`, { timeout: 120_000 }, async () => {
		const engine = makeEngine();
		await using sandbox = createSandbox({
			engine,
			boundary: engine.boundary,
			limits: { wallMs: 30_000 },
			pool: { min: 0, startMs: 60_000 },
		});
		using data = await createRules({ sandbox, rules: logic });
		const { decisions, failures } = await data.decideMany(rows);
		assert.deepEqual([decisions.map((decision) => decision?.result), failures], [[[1, 2], [2], [1]], []]);
		const {
			rules: [explained],
		} = await data.explain({ n: 4, list: [] });
		assert.deepEqual([explained?.held, explained?.condition.args?.[0]?.value], [false, true]);
		using written = await createRules({ sandbox, rules: code });
		assert.deepEqual((await written.decide({ n: 40 })).result, [[40]]);
		const {
			rules: [big],
		} = await written.explain({ n: 1 });
		assert.deepEqual(big?.condition, { op: 'code', value: false, args: [{ op: 'fact', path: ['n'], value: 1 }] });
		if (engine.sync) assert.deepEqual(data.decideSync({ n: 4 }).result, [2]);
	});
}

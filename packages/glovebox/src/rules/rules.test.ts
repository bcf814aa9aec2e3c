import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSandbox } from 'glovebox';
import { nodeVm } from 'glovebox/engines';
import { createRules, readCases, testRules } from 'glovebox/rules';
import { decide, matched, rulesOf, sandbox } from '../../test/rules/sandbox.ts';

type Row = Readonly<Record<string, unknown>>;

describe('rules that are code', () => {
	const source = `import { defineRules } from 'glovebox/rules';
enum Age { Adult = 18 }
export default defineRules<{ age: number }>({
	version: '2',
	rules: [
		{ name: 'adult', when: (facts) => facts.age >= Age.Adult, then: ({ age }) => ({ years: age }) },
		{ name: 'first', salience: 5, when: () => true, then: 'data' },
		{
			name: 'broken',
			when: ({ age }) => {
				if (age === 99) throw new RangeError('ninety-nine');
				return false;
			},
		},
	],
});
`;

	test('hold by salience, with what follows as data or as a function of the facts', async () => {
		assert.deepEqual(await decide(source, { age: 20 }), {
			name: 'rules.ts',
			version: '2',
			matched: [
				{ rule: 'first', index: 0, then: 'data' },
				{ rule: 'adult', index: 1, then: { years: 20 } },
			],
			result: ['data', { years: 20 }],
		});
	});

	test('that throw are told with their place; among many rows that row alone fails', async () => {
		using rules = await rulesOf(source, { filename: 'ages.ts' });
		await assert.rejects(rules.decide({ age: 99 }), {
			code: 'GLOVEBOX_RULES',
			message: 'Cannot use the rules: ages.ts:11:27: RangeError: ninety-nine',
			line: 11,
			details: { file: 'ages.ts' },
		});
		const { decisions, failures } = await rules.decideMany([{ age: 1 }, { age: 99 }, { age: 20 }]);
		assert.deepEqual(
			decisions.map((decision) => decision?.matched.length),
			[1, undefined, 2],
		);
		assert.deepEqual(failures, [{ row: 1, name: 'RangeError', message: 'ninety-nine' }]);
	});

	test('leave nothing behind for the next row, and cannot change what it finds', async () => {
		const hostile = `export default [
			{ name: 'poison', when: () => { try { Array.prototype.map = () => []; Object.prototype.held = true; globalThis.kept = 1; } catch {} return false } },
			{ name: 'sees', when: () => ({}).held === true || typeof kept !== 'undefined' || [1].map((n) => n).length !== 1 },
		]`;
		assert.deepEqual(await matched(hostile, {}), []);
	});

	test('explain what they read, and which value would turn them over', async () => {
		using rules = await rulesOf(source);
		const {
			rules: [explained],
		} = await rules.explain({ age: 4, other: 1 }, { rules: ['adult'] });
		assert.deepEqual(explained?.condition, { op: 'code', value: false, args: [{ op: 'fact', path: ['age'], value: 4 }] });
		using plain = await rulesOf('export default [{ name: "a", when: (f) => f.age >= 18 && f.tier === "gold" }]');
		const {
			rules: [both],
		} = await plain.explain({ age: 4, tier: 'gold' });
		assert.deepEqual(both?.flip, [{ path: ['age'], from: 4, to: 18 }]);
	});
});

describe('facts', () => {
	const rules = [
		{
			conditions: {
				all: [
					{ fact: 'score', operator: 'greaterThan', value: 50 },
					{ fact: 'score', operator: 'lessThan', value: 90 },
				],
			},
			event: { type: 'ok' },
		},
	];

	test('of the host are asked for once for each row, where a rule reads them and the row has none', async () => {
		const asked: unknown[] = [];
		const facts = {
			score: async ({ id }: Row) => {
				asked.push(id);
				return Number(id) * 10;
			},
			unread: () => assert.fail('nobody reads this'),
		};
		using set = await rulesOf(rules, { facts });
		const { decisions } = await set.decideMany([{ id: 6 }, { id: 1 }, { id: 2, score: 70 }]);
		assert.deepEqual(
			decisions.map((decision) => decision?.matched.length),
			[1, 0, 1],
		);
		assert.deepEqual(asked, [6, 1]);
	});

	test('that throw fail their row, and no other', async () => {
		const facts = {
			score: ({ id }: Row) => {
				if (id === 1) throw new Error('no such customer');
				return 60;
			},
		};
		using set = await rulesOf(rules, { facts });
		const { decisions, failures } = await set.decideMany([{ id: 0 }, { id: 1 }]);
		assert.deepEqual([decisions[0]?.matched.length, decisions[1]], [1, undefined]);
		assert.deepEqual(failures, [{ row: 1, name: 'FactError', message: 'the fact "score" cannot be found: no such customer' }]);
		await assert.rejects(set.decide({ id: 1 }), { code: 'GLOVEBOX_RULES', message: /FactError: the fact "score" cannot be found/ });
	});

	test('that reject, or answer late where nobody can wait, fail their row as well', async () => {
		const facts = { score: async ({ id }: Row) => (id === 1 ? Promise.reject(new Error('the server is away')) : 60) };
		using set = await rulesOf(rules, { facts });
		const message = 'the fact "score" cannot be found: the server is away';
		assert.deepEqual((await set.decideMany([{ id: 1 }, { id: 2 }])).failures, [{ row: 0, name: 'FactError', message }]);
		await assert.rejects(set.decide({ id: 1 }), { code: 'GLOVEBOX_RULES', details: { file: 'rules.json' } });
		await assert.rejects(set.explain({ id: 1 }), { code: 'GLOVEBOX_RULES' });
		assert.match(set.decideManySync([{ id: 2 }]).failures[0]?.message ?? '', /it gives a promise; use the asynchronous form$/);
		assert.throws(() => set.decideSync({ id: 2 }), { code: 'GLOVEBOX_RULES' });
		assert.equal(set.decideSync({ id: 1, score: 60 }).matched.length, 1);
	});

	test('are asked for once for an explanation too', async () => {
		let asked = 0;
		using set = await rulesOf(rules, { facts: { score: async () => 60 + asked++ } });
		const { decision } = await set.explain({});
		assert.deepEqual([decision.matched.length, asked], [1, 1]);
	});

	test('are read by own property: names of prototypes are facts like others', async () => {
		const names = ['constructor', 'toString', '__proto__'].map((name) => ({
			conditions: { any: [{ fact: name, operator: 'notEqual', value: 'x' }] },
			event: { type: name },
		}));
		using set = await rulesOf(names);
		const { rules: explained } = await set.explain({ constructor: 'mine' });
		assert.deepEqual(
			explained.map(({ condition }) => condition.args?.[0]?.args?.[0]?.value),
			['mine', undefined, undefined],
		);
	});
});

test('every call tells what it used, and many crossings what they used together', async () => {
	using set = await rulesOf('when n,then even\n-,1\n');
	const usages = [set.decideSync({ n: 1 }).usage, (await set.decide({ n: 1 })).usage, (await set.explain({ n: 1 })).usage];
	for (const usage of usages)
		assert.deepEqual([usage.engine, usage.boundary, usage.wallMs > 0, usage.outputBytes > 0], ['isolate', 'isolate', true, true]);
	const [one, both] = [10_000, 20_000].map((length) => set.decideManySync(Array.from({ length }, () => ({}))).usage.outputBytes);
	assert.equal(both, 2 * (one ?? 0));
});

test('decideSync() decides in the caller’s stack, and decideMany() in several crossings', async () => {
	using rules = await rulesOf('when n,then even\n-,1\n');
	assert.deepEqual(rules.decideSync({ n: 2 }).result, { even: 1 });
	assert.equal(rules.decideManySync([{}, {}]).decisions.length, 2);
	const { decisions } = await rules.decideMany(Array.from({ length: 25_000 }, (_, n) => ({ n })));
	assert.equal(decisions.filter((decision) => decision?.matched.length === 1).length, 25_000);
	assert.deepEqual((await rules.decideMany([])).decisions, []);
});

test('with fresh, and after close, a rule set has the realm that it says', async () => {
	using own = createSandbox({ engine: nodeVm(), boundary: 'realm', limits: { wallMs: 20_000 } });
	const counting = 'let n = 0; export default [{ name: "a", when: () => true, then: () => ++n }]';
	using warm = await createRules({ sandbox: own, rules: counting });
	assert.deepEqual([(await warm.decide({})).result, (await warm.decide({})).result], [[1], [2]]);
	using fresh = await createRules({ sandbox: own, rules: counting, fresh: true });
	assert.deepEqual([(await fresh.decide({})).result, (await fresh.decide({})).result], [[1], [1]]);
	warm.close();
	warm.close();
	await assert.rejects(warm.decide({}), { code: 'GLOVEBOX_CLOSED' });
});

test('a loop in a rule ends with the limit of the sandbox, and the next decision is unharmed', async () => {
	using rules = await rulesOf('export default [{ name: "a", when: (f) => { while (f.hang) {} return true } }]', {
		limits: { wallMs: 1_000 },
	});
	await assert.rejects(rules.decide({ hang: true }), { code: 'GLOVEBOX_LIMIT' });
	assert.equal((await rules.decide({})).matched.length, 1);
});

test('testRules() holds cases to what they give', async () => {
	using rules = await rulesOf('name,when age,then price\nchild,< 18,5\nadult,-,10\n');
	const cases = readCases(
		JSON.stringify([
			{ name: 'good', facts: { age: 3 }, matched: ['child'], result: { price: 5 } },
			{ facts: { age: 3 }, matched: ['adult'], result: { price: 6 } },
			{ name: 'fails', facts: { age: 3 }, fails: 'boom' },
		]),
	);
	assert.deepEqual(await testRules(rules, cases), [
		{ name: 'good', ok: true, problems: [] },
		{
			name: 'case 2',
			ok: false,
			problems: ['matched: expected ["adult"], got ["child"]', 'result: expected {"price":6}, got {"price":5}'],
		},
		{ name: 'fails', ok: false, problems: ['fails: expected "boom", got {"price":5}'] },
	]);
	assert.throws(() => readCases('[{ "facts": {} }]'), {
		code: 'GLOVEBOX_RULES',
		message: /cases\.json:1:2: a case needs "matched", "result" or "fails"$/,
	});
	assert.equal(sandbox.stats().sessions >= 0, true);
});

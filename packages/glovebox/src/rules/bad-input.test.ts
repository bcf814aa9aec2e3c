import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareRules, explanationText, readFacts, simulate, testRules } from './index.ts';
import { matched, problemOf, rulesOf } from '../../test/rules/sandbox.ts';

const rule = (conditions: string) => `[{ "conditions": ${conditions},\n "event": { "type": "x" } }]`;
const deep = 100_000;

describe('rules that are wrong are refused with their place', () => {
	const rows: readonly (readonly [says: string, source: string, problem: string | RegExp])[] = [
		['broken JSON', '[{ "conditions": ]', 'rules.json:1:18: value expected'],
		['a key twice', '[{ "event": {},\n"event": {} }]', 'rules.json:2:1: the key "event" stands twice'],
		['__proto__', '[{ "event": { "__proto__": 1 } }]', 'rules.json:1:15: the key "__proto__" is refused'],
		['no record', '5', /^rules\.csv:1:1: "5" is no column/],
		[
			'an unknown operator',
			rule('{ "all": [{ "fact": "a",\n"operator": "like", "value": 1 }] }'),
			/^rules\.json:2:1: "like" is no operator; the operators are equal,/,
		],
		[
			'a condition without a value',
			rule('{ "all": [{ "fact": "a", "operator": "equal" }] }'),
			'rules.json:1:28: a condition needs a "value"',
		],
		[
			'shared conditions that name one another twice, forty deep',
			JSON.stringify({
				rules: [{ conditions: { condition: 'c0' }, event: { type: 'x' } }],
				conditions: Object.fromEntries(
					Array.from({ length: 40 }, (_, at) => [
						`c${at}`,
						at === 39 ? { fact: 'a', operator: 'equal', value: 1 } : { all: [{ condition: `c${at + 1}` }, { condition: `c${at + 1}` }] },
					]),
				),
			}),
			/the rules have more than 200000 conditions$/,
		],
		['a misspelt key', rule('{ "al": [] }'), 'rules.json:1:4: a condition has one of "all", "any", "not", "condition" and "fact"'],
		[
			'a key that is none',
			rule('{ "all": [] , "anyy": [] }'),
			/"anyy" is no key of a condition; the keys are all, name, description, priority$/,
		],
		[
			'a path that is code',
			rule('{ "all": [{ "fact": "a", "path": "$..b[?(@.c)]", "operator": "equal", "value": 1 }] }'),
			/"path" must be keys and indexes/,
		],
		[
			'a shared condition that is missing',
			'{ "rules": [{ "conditions": { "condition": "gone" }, "event": { "type": "x" } }] }',
			/^rules\.json:1:31: there is no condition "gone"$/,
		],
		[
			'shared conditions in a cycle',
			'{ "conditions": { "a": { "condition": "b" }, "b": { "not": { "condition": "a" } } },\n"rules": [{ "conditions": { "condition": "a" }, "event": { "type": "x" } }] }',
			/the condition leads back: a → b → a$/,
		],
		[
			'a date that is none',
			'[{ "from": "tomorrow", "conditions": { "all": [] }, "event": { "type": "x" } }]',
			/^rules\.json:1:4: a date must be one such as "2026-01-31"/,
		],
		[
			'dates in the wrong order',
			'[{ "from": "2026-02-01", "until": "2026-01-01", "conditions": { "all": [] }, "event": { "type": "x" } }]',
			/"until" must be later than "from"$/,
		],
		[
			'a priority that is none',
			'[{ "priority": "high", "conditions": { "all": [] }, "event": { "type": "x" } }]',
			'rules.json:1:4: "priority" must be a number',
		],
		[
			'an unknown JSONLogic operator',
			'{ "rules": [{ "when": { "==": [1,\n{ "exec": "x" }] } }] }',
			/^rules\.json:2:3: "exec" is no operator; the operators are var,/,
		],
		[
			'JSONLogic with two operators',
			'{ "rules": [{ "when": { "==": [1, 1], "!": [1] } }] }',
			'rules.json:1:15: an operation has one key, the operator',
		],
		['JSONLogic with a wrong count', '{ "rules": [{ "when": { "==": [1] } }] }', 'rules.json:1:25: "==" cannot have 1 arguments'],
		[
			'a table row of another width',
			'{ "inputs": ["a"], "outputs": ["b"], "rules": [["-", 1],\n["-"]] }',
			'rules.json:2:1: the row has 0 outputs, the table 1',
		],
		['a table without rows', '{ "inputs": ["a"], "outputs": ["b"], "rules": [] }', 'rules.json:1:1: the table has no rows'],
		[
			'an unknown hit policy',
			'{ "hitPolicy": "any", "inputs": ["a"], "outputs": ["b"], "rules": [["-", 1]] }',
			/^rules\.json:1:3: a hit policy is one of first, unique, priority, collect, rule order$/,
		],
		['an empty range', '{ "inputs": ["a"], "outputs": ["b"], "rules": [["5..1", 1]] }', 'rules.json:1:49: the range "5..1" is empty'],
		['a quote in a cell that is not closed', 'when a,then b\n"""x",1\n', 'rules.csv:2:1: ""x" is no cell'],
		['a CSV quote that is not closed', 'when a,then b\n"x,1\n', 'rules.csv:2:1: a quote is not closed'],
		['a CSV row of another width', 'when a,then b\n# c\n1,2\n\n1,2,3\n', 'rules.csv:5:1: the row has 3 columns, the table 2'],
		['a CSV column that is none', 'when a,result\n1,2\n', /^rules\.csv:1:1: "result" is no column; write "when fact"/],
		[
			'__proto__ in a result of a CSV cell',
			'when a,then b\n1,"[{""c"": {""__proto__"": {}}}]"\n',
			'rules.csv:2:1: the key "__proto__" is refused',
		],
		[
			'a result of a CSV cell that is deep',
			`when a,then b\n1,${'['.repeat(deep)}${']'.repeat(deep)}\n`,
			'rules.csv:2:1: a result is nested more than 200 deep',
		],
		['a CSV priority that is none', 'when a,then b,priority\n1,2,x\n', 'rules.csv:2:1: "priority" must be a number'],
		[
			'overlapping rows of a unique table',
			'# hit policy: unique\nwhen a,then b\n< 5,1\n> 3,2\n',
			'rules.csv:4:1: "row 2" overlaps "row 1" where one row alone may hold: a = 4',
		],
		['a setting of a table that is none', '# Hit-Policy: any\nwhen a,then b\n1,1\n', /^rules\.csv:1:1: a hit policy is one of first,/],
		[
			'a table of JSON that is complete in words',
			'{ "complete": "yes", "inputs": [], "outputs": [], "rules": [[]] }',
			'rules.json:1:3: "complete" must be true or false',
		],
		['two signs in a cell', 'when a,then b\n<< 5,1\n', 'rules.csv:2:1: "< 5" is no value; put text that begins so in quotes'],
		['more rows than a table has', `when a,then b\n${'1,1\n'.repeat(20_001)}`, 'rules.csv:1:1: the table has more than 20000 entries'],
		['missing rows of a complete table', '# complete: true\nwhen a,then b\n< 5,1\n> 5,2\n', 'rules.csv:2:1: no row holds for a = 5'],
		['code that does not parse', 'export default [\n{ when: () => , }]', /^rules\.ts:2:15: SyntaxError: /],
		[
			'code with a key that is none',
			'export default [{ name: "a", when: () => true, priority: 1 }]',
			/^rules\.ts: rules\[0\].*"priority" is no key of a rule; the keys are name, when, then, salience,/,
		],
		['code without rules', 'export const a = 1', 'rules.ts: the default export must be a list of rules, or { name, version, rules }'],
		['code with a rule that is none', 'export default [{ name: "a" }]', 'rules.ts: rules[0]: a rule needs a function "when"'],
		['code that throws as it is read', 'const a: number = 1;\nthrow new TypeError("no");', 'rules.ts:2:7: TypeError: no'],
		[
			'code that imports',
			'import fs from "node:fs";\nexport default []',
			/Cannot import "node:fs" from "rules\.ts": there is no such module$/,
		],
		[
			'nesting of 100 000',
			`{ "rules": [{ "when": ${'{"!":['.repeat(deep)}1${']}'.repeat(deep)} }] }`,
			/^rules\.json:1:\d+: nested more than 200 deep$/,
		],
		['10 MB', `["${'x'.repeat(10 * 2 ** 20)}"]`, 'rules.json: the text has more than 4194304 bytes'],
	];
	for (const [says, source, problem] of rows) {
		test(says, { timeout: 60_000 }, async () => {
			const found = await problemOf(source);
			if (typeof problem === 'string') assert.equal(found, problem);
			else assert.match(found, problem);
		});
	}

	test('a byte order mark, CRLF and line separators move no place', async () => {
		const lines = (condition: string) => `\ufeff[{ "name": "\u2028",\r\n"conditions": ${condition},\r\n"event": { "type": "x" } }]`;
		assert.match(
			await problemOf(lines('{ "all": [{ "fact": "a", "operator": "like", "value": 1 }] }')),
			/^rules\.json:2:\d+: "like" is no operator/,
		);
		assert.deepEqual(await matched(lines('{ "all": [] }'), {}), ['\u2028']);
		assert.equal(
			await problemOf('\ufeffexport default [\r\n// \u2028\r\n{ when: 1 }]'),
			'rules.ts: rules[0]: a rule needs a function "when"',
		);
	});

	test('rules that are values are held to the same', async () => {
		const cyclic: unknown[] = [];
		cyclic.push({ conditions: { all: cyclic }, event: { type: 'x' } });
		assert.match(await problemOf(cyclic), /^rules\.json: the rules are not JSON: Converting circular structure/);
		assert.equal(
			await problemOf({ rules: JSON.parse('[{ "when": true, "then": { "__proto__": 1 } }]') }),
			'rules.json: the key "__proto__" is refused',
		);
		const lost = (params: object) => problemOf([{ conditions: { all: [] }, event: { type: 'x', params } }]);
		assert.equal(await lost({ send: () => 1 }), 'rules.json: the rules are not JSON: "send" is a function');
		assert.equal(await lost({ most: Number.POSITIVE_INFINITY }), 'rules.json: the rules are not JSON: "most" is Infinity');
		await assert.rejects(rulesOf(5 as never), { name: 'TypeError', message: /options\.rules/ });
		await assert.rejects(rulesOf([], { form: 'xml' as never }), { name: 'TypeError', message: /options\.form/ });
		await assert.rejects(rulesOf([], { facts: { a: 1 as never } }), { name: 'TypeError', message: /options\.facts\.a/ });
	});
});

describe('facts that are no facts', () => {
	test('are told with their place', () => {
		assert.throws(() => readFacts('[{ "a": 1 },\n5]'), {
			message: 'Cannot use the rules: facts.json:2:1: each row of facts must be a record',
		});
		assert.throws(() => readFacts('null'), { message: 'Cannot use the rules: facts.json:1:1: what is decided on must be a record' });
	});
});

describe('hostile rules and facts', () => {
	test('texts of rules are data in the program that is made of them', async () => {
		const evil = '"]; globalThis.broken = true; k0 = [`${';
		const rules = [
			{
				name: evil,
				conditions: {
					any: [
						{ fact: evil, operator: 'equal', value: evil },
						{ fact: 'a', path: '$.b', operator: 'in', value: [evil] },
					],
				},
				event: { type: evil },
			},
			{ name: 'seen', conditions: { all: [] }, event: { type: 'x' } },
		];
		assert.deepEqual(await matched(rules, { [evil]: evil }), [evil, 'seen']);
		assert.deepEqual(await matched(rules, { a: { b: evil } }), [evil, 'seen']);
	});

	test('facts of any kind that can be copied decide, and what they hold is never called', async () => {
		const logic = ['==', '<', '+', 'in', 'cat', 'max', 'substr', 'missing', 'map', '!'].map((op) => ({
			name: op,
			when: { [op]: op === '!' || op === 'missing' ? [{ var: 'x' }] : [{ var: 'x' }, { var: 'x' }] },
		}));
		using rules = await rulesOf({ rules: logic });
		const values = [
			undefined,
			null,
			Number.NaN,
			1n,
			new Date(0),
			new Map([[1, 2]]),
			new Set([1]),
			/x/,
			new Error('x'),
			new Uint8Array(2),
			[[[]]],
			{ valueOf: 1, toString: 2, then: 3 },
		];
		const { decisions, failures } = await rules.decideMany(values.map((x) => ({ x })));
		assert.equal(decisions.length, values.length);
		// JavaScript itself compares no bigint with Math.max.
		assert.deepEqual(
			failures.filter(({ row }) => row !== 3),
			[],
		);
	});

	test('facts that cannot be copied are a mistake of the host', async () => {
		using rules = await rulesOf('when a,then b\n-,1\n');
		await assert.rejects(rules.decide({ a: () => 1 }), { name: 'TypeError', message: 'Cannot copy "facts.a": a function' });
		const far = [...Array.from({ length: 10_001 }, () => ({})), { a: () => 1 }];
		assert.throws(() => rules.decideManySync(far), { name: 'TypeError', message: 'Cannot copy "rows[10001].a": a function' });
		await assert.rejects(rules.decideMany([5 as never]), { name: 'TypeError', message: 'rows[0] must be a record of facts' });
	});

	test('options and arguments that mean nothing are a mistake of the host, told by name', async () => {
		using rules = await rulesOf('when a,then b\n-,1\n');
		const mistakes: readonly (readonly [says: string, attempt: () => unknown])[] = [
			['options.att is no option of decide; the options are at, signal', () => rules.decide({}, { att: 0 } as object)],
			['options.rules is no option of decideMany; the options are at, signal', () => rules.decideMany([], { rules: [] } as object)],
			['options.at must be a Date or a number of milliseconds', () => rules.explain({}, { at: '2026-01-01' as never })],
			['options.rules must be a list of names of rules', () => rules.explain({}, { rules: 'a' as never })],
			['facts must be a record of facts', () => rules.decide([] as never)],
			['options.filename must be a string that is not empty', () => rulesOf('when a\n1', { filename: '' })],
			['options.limits.wallMs must be a number', () => rulesOf('when a\n1', { limits: { wallMs: '5' as never } })],
			['shadow must be made by createRules()', () => compareRules(rules, {} as never, [])],
			['cases must be a list of cases, as readCases() gives it', () => testRules(rules, [5 as never])],
		];
		for (const [message, attempt] of mistakes) await assert.rejects(async () => attempt(), { name: 'TypeError', message });
	});

	test('rules that are code and answer nonsense decide nothing', async () => {
		const nonsense = 'export default [{ name: "a", when: () => true, then: () => () => 1 }]';
		using rules = await rulesOf(nonsense);
		await assert.rejects(rules.decide({}), { code: 'GLOVEBOX_RULES', message: /Cannot copy/ });
		using promising = await rulesOf('export default [{ name: "a", when: async () => true }]');
		await assert.rejects(promising.decide({}), {
			message: 'Cannot use the rules: rules.ts: TypeError: rule "a": "when" must answer at once, not with a promise',
		});
	});

	test('a result that holds a part of itself over and over is counted, compared and shown in a moment', async () => {
		const doubled = 'let v = 1; for (let i = 0; i < 60; i++) v = [v, v]; return v';
		using rules = await rulesOf(`export default [{ name: "a", when: () => true, then: () => { ${doubled} } }]`);
		const { results } = await simulate(rules, [{}, {}]);
		assert.deepEqual(
			results.map(({ count }) => count),
			[2],
		);
		assert.equal((await compareRules(rules, rules, [{}])).same, 1);
		const [problem] = (await testRules(rules, [{ name: 'c', facts: {}, result: 1 }]))[0]?.problems ?? [];
		assert.match(problem ?? '', /^result: expected 1, got \[ \[ /);
		assert.match(explanationText(await rules.explain({})), /a/);
	});

	test('a cell with half a million quotes that nothing closes is refused in a moment', async () => {
		const rules = { inputs: ['a'], outputs: ['b'], rules: [['\\"'.repeat(500_000), 1]] };
		await assert.rejects(rulesOf(rules), { message: /is no cell$/ });
	});

	test('a line of settings with a hundred thousand blanks in it is read in a moment', async () => {
		const problem = await problemOf(`when a,then b\n# complete: x${' '.repeat(400_000)}y\n-,1\n`);
		assert.equal(problem, 'rules.csv:2:1: "complete" must be true or false');
	});
});

/** Of many rows in one crossing, one throws what cannot be read: the others are answered all the same. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createSandbox } from 'glovebox';
import { quickjs } from 'glovebox/engines';
import { createEvaluator } from 'glovebox/expressions';
import { createRules } from 'glovebox/rules';
import { createTemplates } from 'glovebox/templates';

const sandbox = createSandbox({ engine: quickjs(), limits: { wallMs: 20_000 } });
after(() => sandbox.close());

const unreadable = [
	'Object.defineProperty(new Error(), "message", { get() { throw 1; } })',
	'new Proxy(new Error(), { getPrototypeOf() { throw 1; } })',
	'Object.assign(new Error(), { message: { toString() { throw 1; } } })',
];
const rows = unreadable.length + 2;
const facts = Array.from({ length: rows }, (_, n) => ({ n }));
/** An expression: 0 and the last number are values, the others throw. */
const throwing = (n: string): string =>
	`(() => { const all = [${unreadable.join(', ')}]; if (all[${n} - 1]) throw all[${n} - 1]; return ${n}; })()`;
const failures = unreadable.map((_, at) => ({ row: at + 1, name: 'Thrown', message: 'an error that cannot be read' }));

test('evaluateMany() tells of a row whose error cannot be read, and stops no other', async () => {
	using evaluator = createEvaluator({ sandbox });
	const answer = await evaluator.evaluateMany(throwing('n'), facts);
	assert.deepEqual([answer.values, answer.failures], [[0, undefined, undefined, undefined, rows - 1], failures]);
});

test('renderMany() tells of a row whose error cannot be read, and stops no other', async () => {
	using templates = createTemplates({ sandbox, engine: 'ejs' });
	const answer = await templates.compile(`<%= ${throwing('n')} %>`).renderMany(facts);
	assert.deepEqual(answer.texts, ['0', undefined, undefined, undefined, String(rows - 1)]);
	assert.deepEqual(
		answer.failures.map(({ row }) => row),
		failures.map(({ row }) => row),
	);
});

test('decideMany() tells of a row whose error cannot be read, and stops no other', async () => {
	using rules = await createRules({
		sandbox,
		rules: `export default [{ name: "n", when: ({ n }) => ${throwing('n')} >= 0, then: "yes" }]`,
	});
	const answer = await rules.decideMany(facts);
	assert.deepEqual(answer.failures, failures);
	assert.deepEqual([answer.decisions[0]?.result, answer.decisions.at(-1)?.result], [['yes'], ['yes']]);
});

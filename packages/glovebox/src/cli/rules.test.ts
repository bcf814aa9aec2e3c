import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { glovebox, gloveboxJson } from './test/glovebox.ts';

const cwd = mkdtempSync(join(tmpdir(), 'glovebox-rules-command-'));
after(() => rmSync(cwd, { recursive: true }));
const file = (name: string, text: string) => writeFileSync(join(cwd, name), text);
file('prices.csv', 'name,when age,then price\nchild,< 18,5\nadult,-,10\n');
file('next.csv', 'name,when age,then price\nchild,< 21,5\nadult,-,10\n');
file('rows.json', '[{ "age": 9 }, { "age": 19 }, { "age": 40 }]');

const done = (stdout: string) => ({ code: 0, stdout, stderr: '' });

test('rules decide prints the result, and --json the rules that hold', async () => {
	assert.deepEqual(await glovebox(['rules', 'decide', 'prices.csv', '--facts-json', '{"age": 9}'], { cwd }), done('{ price: 5 }\n'));
	assert.deepEqual(await gloveboxJson(['rules', 'decide', 'prices.csv', '--facts-json', '{"age": 9}'], { cwd }), {
		matched: ['child'],
		result: { price: 5 },
	});
});

test('rules reads facts from standard input', async () => {
	assert.deepEqual(await glovebox(['rules', 'decide', 'prices.csv', '--facts', '-'], { cwd, stdin: '{"age": 9}' }), done('{ price: 5 }\n'));
});

test('rules takes the limit that its hint tells of', async () => {
	file('slow.ts', 'export default [{ name: "a", when: () => { for (;;); } }]');
	const { code, stderr } = await glovebox(['rules', 'decide', 'slow.ts', '--facts-json', '{}', '--limit', 'wallMs=300'], { cwd });
	assert.deepEqual([code, stderr.split('\n')[1]], [124, '  Raise it with --limit wallMs=600']);
});

test('rules explain prints why, as text and as a picture', async () => {
	const text = '✗ child\n  ✗ all of\n    ✗ age < 18, and is 40\n  would hold if age were 17\ndecided { price: 10 } by "adult"\n';
	assert.deepEqual(
		await glovebox(['rules', 'explain', 'prices.csv', '--facts-json', '{"age": 40}', '--rule', 'child'], { cwd }),
		done(text),
	);
	const { stdout } = await glovebox(['rules', 'explain', 'prices.csv', '--facts-json', '{"age": 40}', '--svg'], { cwd });
	assert.match(stdout, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<\/svg>\n$/s);
});

test('rules test holds rules to cases, and ends with 1 where one fails', async () => {
	file('good.json', '[{ "name": "a child", "facts": { "age": 9 }, "result": { "price": 5 } }]');
	file('bad.json', '[{ "name": "a child", "facts": { "age": 9 }, "result": { "price": 6 } }]');
	assert.deepEqual(await glovebox(['rules', 'test', 'prices.csv', 'good.json'], { cwd }), done('✓ a child\n1 cases, 0 failed\n'));
	const failed = '✗ a child\n    result: expected {"price":6}, got {"price":5}\n1 cases, 1 failed\n';
	assert.deepEqual(await glovebox(['rules', 'test', 'prices.csv', 'bad.json'], { cwd }), { code: 1, stdout: failed, stderr: '' });
});

test('rules simulate counts, and --shadow tells what a new version decides otherwise', async () => {
	const counted = 'rule     held  share\nchild    1     33.3 %\nadult    2     66.7 %\nno rule  0     0.0 %\n3 rows\n';
	assert.deepEqual(await glovebox(['rules', 'simulate', 'prices.csv', '--facts', 'rows.json'], { cwd }), done(counted));
	const differing = 'rows[1]  { age: 19 }\n  - { price: 10 }\n  + { price: 5 }\n3 rows, 1 decided otherwise\n';
	const compared = await glovebox(['rules', 'simulate', 'prices.csv', '--facts', 'rows.json', '--shadow', 'next.csv'], { cwd });
	assert.deepEqual(compared, { code: 1, stdout: differing, stderr: '' });
});

test('what is wrong is told with its place, and usage mistakes end with 2', async () => {
	file('wrong.csv', 'when age,then price\n5..1,2\n');
	assert.deepEqual(await glovebox(['rules', 'decide', 'wrong.csv', '--facts-json', '{}'], { cwd }), {
		code: 1,
		stdout: '',
		stderr:
			'RulesError: Cannot use the rules: wrong.csv:2:1: the range "5..1" is empty\n  wrong.csv:2:1\n  1 | when age,then price\n> 2 | 5..1,2\n    | ^\n  3 |\n',
	});
	const twice = await glovebox(['rules', 'decide', 'prices.csv', '--facts-json', '{"age": 1,\n"age": 20}'], { cwd });
	assert.deepEqual(
		[twice.code, twice.stderr.split('\n')[0]],
		[1, 'RulesError: Cannot use the rules: --facts-json:2:1: the key "age" stands twice'],
	);
	assert.equal((await glovebox(['rules', 'decide', 'prices.csv'], { cwd })).code, 2);
	assert.equal((await glovebox(['rules', 'decide', 'gone.csv', '--facts-json', '{}'], { cwd })).code, 2);
	const gone = await glovebox(['rules', 'explain', 'prices.csv', '--facts-json', '{}', '--rule', 'gone'], { cwd });
	assert.deepEqual([gone.code, gone.stderr], [2, 'glovebox: --rule: there is no rule "gone"\n']);
	const both = await glovebox(['rules', 'explain', 'prices.csv', '--facts-json', '{}', '--svg', '--json'], { cwd });
	assert.deepEqual([both.code, both.stderr], [2, 'glovebox: --svg and --json exclude each other: give one of them\n']);
});

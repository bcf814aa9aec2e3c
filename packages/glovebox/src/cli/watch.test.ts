import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { glovebox } from './test/glovebox.ts';

const folder = mkdtempSync(join(tmpdir(), 'glovebox-watch-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

interface Watched {
	readonly args: readonly string[];
	/** The files, and what is printed of them. */
	readonly before: Readonly<Record<string, string>>;
	readonly shows: RegExp;
	/** The change, and what is printed then. */
	readonly change: Readonly<Record<string, string>>;
	readonly showsThen: RegExp;
}

const cases: readonly Watched[] = [
	{
		args: ['expressions', '--file', at('rule.js'), '--input-json', '{"n": 20}'],
		before: { 'rule.js': 'n + 1' },
		shows: /^21$/m,
		change: { 'rule.js': 'n * 2' },
		showsThen: /^40$/m,
	},
	{
		args: ['templates', at('mail.hbs'), '--with', 'handlebars', '--input', at('mail.json')],
		before: { 'mail.hbs': 'Dear {{name}}\n', 'mail.json': '{"name": "Ada"}' },
		shows: /^Dear Ada$/m,
		change: { 'mail.json': '{"name": "Bob"}' },
		showsThen: /^Dear Bob$/m,
	},
	{
		args: ['templates', at('broken.hbs'), '--with', 'handlebars'],
		before: { 'broken.hbs': 'a {{#if}}' },
		shows: /exit 1/,
		change: { 'broken.hbs': 'whole\n' },
		showsThen: /^whole$/m,
	},
	{
		args: ['rules', 'test', at('prices.csv'), at('cases.json')],
		before: {
			'prices.csv': 'when age,then price\n< 18,5\n-,10\n',
			'cases.json': '[{ "name": "child", "facts": { "age": 9 }, "result": { "price": 4 } }]',
		},
		shows: /exit 1/,
		change: { 'prices.csv': 'when age,then price\n< 18,4\n-,10\n' },
		showsThen: /exit 0/,
	},
	{
		args: ['rules', 'decide', at('prices.csv'), '--facts', at('facts.json')],
		before: { 'prices.csv': 'when age,then price\n< 18,5\n-,10\n', 'facts.json': '{ "age": 9 }' },
		shows: /price: 5/,
		change: { 'facts.json': '{ "age": 30 }' },
		showsThen: /price: 10/,
	},
];

for (const { args, before, shows, change, showsThen } of cases) {
	test(`${args[0]} --watch does it again when ${Object.keys(change)[0]} changes, until interrupted`, async () => {
		const write = (files: Readonly<Record<string, string>>) => {
			for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
		};
		write(before);
		let seen: 'nothing' | 'before' | 'after' = 'nothing';
		const { code } = await glovebox([...args, '--watch', '--engine', 'isolate'], {
			onOutput: (text, child) => {
				// Only then does it watch again.
				if (seen === 'nothing' && shows.test(text) && /waiting for/.test(text)) {
					seen = 'before';
					write(change);
				} else if (seen === 'before' && showsThen.test(text)) {
					seen = 'after';
					child.kill('SIGINT');
				}
			},
		});
		assert.deepEqual([seen, code], ['after', 130]);
	});
}

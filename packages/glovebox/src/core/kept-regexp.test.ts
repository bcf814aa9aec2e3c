import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from '../create-sandbox.ts';
import { isolate, quickjs } from '../engines/index.ts';
import { KeptRealms } from './kept-realm.ts';

const patterns = [
	'a',
	'b?',
	'',
	'(a)(x)?',
	'(?<first>a)|b',
	'[&<>]',
	'(?<=a)b',
	'$',
	'^',
	'.',
	'\\b',
	'\ud83d\ude00',
	'(?:)',
	'ab|a',
	'(a*)',
];
const flags = ['', 'g', 'gi', 'gu', 'gv', 'gy', 'y', 'm', 'gm', 'gs', 'gd', 'u'];
const texts = ['', 'a', 'ab', 'aabab', 'A<b>&c', 'a\nb', '\u{1f600}a\u{1f600}', 'xyz', ' a  b '];

/** Everything that the three functions answer, and what they leave behind. Sent to the guest as its text. */
function answers(lists: { patterns: string[]; flags: string[]; texts: string[] }): unknown[] {
	const shown = (action: () => unknown) => {
		try {
			const found = action() as { index?: number; groups?: object } | unknown[] | null;
			return Array.isArray(found) ? [found.length, ...found, (found as { index?: number }).index ?? 'none'] : found;
		} catch (error) {
			return (error as Error).name;
		}
	};
	const all: unknown[] = [];
	for (const pattern of lists.patterns) {
		for (const flag of lists.flags) {
			for (const text of lists.texts) {
				const expression = new RegExp(pattern, flag);
				const seen: unknown[] = [];
				const tell = (...parts: unknown[]) => `<${seen.push(parts.map((part) => (typeof part === 'object' ? { ...part } : part)))}>`;
				expression.lastIndex = 1;
				all.push(
					[shown(() => text.replace(expression, '-')), expression.lastIndex],
					[shown(() => text.replace(expression, "[$&$1$']")), shown(() => text.replaceAll(expression, '+'))],
					[shown(() => text.replace(expression, tell)), seen, expression.lastIndex],
					[shown(() => text.match(expression)), expression.lastIndex],
					[shown(() => text.split(expression)), shown(() => text.split(expression, 2)), expression.lastIndex],
					[...text.matchAll(new RegExp(pattern, `${flag.replace('g', '')}g`))].map((found) => found.index),
				);
			}
		}
	}
	return all;
}

/** What is no plain expression: the steps that a guest may watch are the engine's own. */
function oddities(): unknown[] {
	const attempt = (action: () => unknown) => {
		try {
			return action();
		} catch (error) {
			return (error as Error).name;
		}
	};
	class Loud extends RegExp {
		override exec(text: string): RegExpExecArray | null {
			return text === 'x' ? null : super.exec(text);
		}
	}
	const own = Object.defineProperty(/a/g, 'exec', { value: () => null });
	const once = Object.defineProperty(/a/g, 'flags', { value: '' });
	const plain = /a/g as unknown as { [Symbol.replace](text: unknown, by: unknown): string };
	return [
		['aa'.replace(own, 'b'), 'aa'.replace(once, 'b'), 'aa'.replace(new Loud('a', 'g'), 'b'), 'a,b'.split(new Loud(',')), 'aa'.match(own)],
		[attempt(() => 'a'.replace(Object.freeze(/a/g), 'b')), attempt(() => 'a'.replace(Object.create(RegExp.prototype) as RegExp, 'b'))],
		[attempt(() => plain[Symbol.replace].call(1, 'a', 'b')), plain[Symbol.replace]({ toString: () => 'aa' }, { toString: () => 'c' })],
		[
			'aXa'.replace(/a/g, () => undefined as never),
			'aa'.replace(/a/g, () => 1 as never),
			attempt(() => 'a'.replace(/a/g, Symbol as never)),
		],
		[
			'ab'.replace(/a|b/g, (found) => ('ab'.replace(/b/g, 'c') + found) as string),
			[plain[Symbol.replace].length, plain[Symbol.replace].name],
		],
	];
}

for (const engine of [isolate(), quickjs()]) {
	test(`replace, match and split of a frozen realm answer as those of an open one on ${engine.name}`, async () => {
		await using sandbox = createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 60_000, outputBytes: 2 ** 24 } });
		const program = { source: `export const oddities = ${oddities}; export const answers = ${answers}` };
		const realm = new KeptRealms(sandbox).of(program);
		await using session = await sandbox.open();
		await session.run(program.source);
		// QuickJS differs from V8 in what it finds; in neither may the freeze make a difference.
		for (const pattern of patterns) {
			const lists = { patterns: [pattern], flags, texts };
			const frozen = await realm.call('answers', [lists]);
			assert.deepEqual(frozen.ok ? frozen.value : frozen.error, await session.call('answers', lists));
		}
		const frozen = await realm.call('oddities', []);
		assert.deepEqual(frozen.ok ? frozen.value : frozen.error, await session.call('oddities'));
	});
}

import { check, defineExercise } from 'glovebox/grading';
import type { Repl, ReplOptions, Reply } from './start.ts';

interface Submission {
	readonly createRepl: (options: ReplOptions) => Repl;
}

const errors = '../../../level-1-basics/guides/4-errors-across-realms.md';
const testing = '../../guides/4-testing-isolated-code.md';
const operating = '../../guides/5-operating-it.md';

/** Feeds lines to a new REPL, one after another. */
const feed = async ({ createRepl }: Submission, lines: readonly string[]): Promise<Reply[]> => {
	const repl = createRepl({ lineMs: 2_000, maxText: 1_000 });
	const replies: Reply[] = [];
	for (const line of lines) replies.push(await repl.feed(line));
	return replies;
};
const texts = async ({ createRepl }: Submission, lines: readonly string[]): Promise<string[]> => {
	const repl = createRepl({ lineMs: 2_000, maxText: 1_000 });
	const replies: string[] = [];
	for (const line of lines) {
		const reply = await repl.feed(line);
		replies.push(reply.kind === 'more' ? '…' : reply.text);
	}
	return replies;
};

export const exercise = defineExercise({
	title: 'A REPL',
	builtins: ['vm', 'util'],
	limits: { wallMs: 6_000 },
	steps: [
		check({
			id: 'values',
			task: 1,
			sentence: 'gives values and errors as text, and keeps the last value in _',
			guide: errors,
			why: 'Lines share a context, and code may throw anything.',
			input: ['20 + 1', '_ * 2', 'x = { a: [1] }', 'nope', 'throw null'],
			drive: feed,
			expect: [
				{ kind: 'value', text: '21' },
				{ kind: 'value', text: '42' },
				{ kind: 'value', text: '{ a: [ 1 ] }' },
				{ kind: 'error', text: 'ReferenceError: nope is not defined' },
				{ kind: 'error', text: 'Thrown: null' },
			],
			mistakes: [
				{
					id: 'null-throw',
					when: (_got, failure) => /null/.test(failure?.message ?? ''),
					message: 'Code threw null, and your catch read a property of it.',
				},
				{ id: 'no-underscore', when: (got) => got[1]?.kind === 'error', message: '_ is not the last value.' },
			],
		}),
		check({
			id: 'unfinished',
			task: 2,
			sentence: 'tells what is unfinished from what is wrong, and from what is whole',
			guide: testing,
			why: 'Braces also stand in strings, templates, comments and regular expressions: only a parser knows which are code.',
			input: ['"{"', '// {', '/[{]/.test("{")', 'f(1', ')', '`a', '`', 'a b', 'if (true) {', '7 }', 'await f('],
			drive: async (submission: Submission, lines) => {
				const repl = submission.createRepl({ lineMs: 2_000, maxText: 1_000 });
				await repl.feed('f = (n) => n');
				const kinds: string[] = [];
				for (const line of lines) kinds.push((await repl.feed(line)).kind);
				return kinds;
			},
			expect: ['value', 'value', 'value', 'more', 'value', 'more', 'value', 'error', 'more', 'value', 'more'],
			mistakes: [
				{
					id: 'unfinished',
					when: (got) => got[0] === 'more' || got[1] === 'more' || got[2] === 'more',
					message:
						'A brace in a string, a comment or a regular expression was taken for code: the REPL waits for a line that nobody owes it.',
				},
				{ id: 'one-line', when: (got) => got[3] === 'error', message: 'An input over several lines was refused at its first.' },
			],
		}),
		check({
			id: 'redeclare',
			task: 3,
			sentence: 'lets a name be declared again',
			guide: operating,
			why: 'let, const and class may be declared once in a context, for ever: a typing mistake would cost the session.',
			input: ['const a = 1', 'const a = 2', 'a', 'class K {}', 'class K { x = 3 }', 'new K().x'],
			drive: texts,
			judge: (got) => got[2] === '2' && got[5] === '3',
			mistakes: [
				{
					id: 'already-declared',
					when: (got) => /already been declared/.test(got[1] ?? ''),
					message: 'The second const was refused: "a" has already been declared.',
				},
			],
		}),
		check({
			id: 'awaits',
			task: 3,
			sentence: 'awaits at the top level, and keeps what was declared so',
			guide: operating,
			why: 'A script has no await; a function has, and its variables are its own.',
			input: [
				'const b = await Promise.resolve(4)',
				'b',
				'await Promise.resolve(5)',
				'(await 1) + b',
				'await Promise.reject(new Error("no"))',
			],
			drive: texts,
			judge: (got) => got.slice(1).join('; ') === '4; 5; 5; Error: no',
			mistakes: [
				{
					id: 'no-await',
					when: (got) => /await|SyntaxError/.test(`${got[0]} ${got[2]}`),
					message: 'await was refused, or taken for the name of a function.',
				},
				{
					id: 'lost-declaration',
					when: (got) => /not defined/.test(got[1] ?? ''),
					message: 'What const b = await … declared was gone with its line.',
				},
			],
		}),
		check({
			id: 'interrupted',
			task: 4,
			sentence: 'ends a line that runs or waits too long, and goes on',
			guide: operating,
			why: 'The timeout of a script covers what runs at once. A promise that nobody settles needs a timer.',
			input: ['keep = 1', 'for (;;);', 'keep', 'await new Promise(() => {})', 'keep'],
			drive: async ({ createRepl }: Submission, lines) => {
				const repl = createRepl({ lineMs: 500, maxText: 1_000 });
				const replies: string[] = [];
				for (const line of lines) {
					const reply = await repl.feed(line);
					replies.push(reply.kind === 'more' ? '…' : reply.text);
				}
				return replies;
			},
			expect: ['1', 'Interrupted', '1', 'Interrupted', '1'],
			mistakes: [{ id: 'hangs', when: (_got, failure) => failure !== undefined, message: 'One line held the whole REPL for ever.' }],
		}),
		check({
			id: 'controls',
			task: 4,
			sentence: 'forgets an unfinished input, keeps history, and resets',
			guide: operating,
			why: 'Ctrl+C ends the line and not the REPL; reset ends the session and not the history.',
			drive: async ({ createRepl }: Submission) => {
				const repl = createRepl({ lineMs: 2_000, maxText: 1_000 });
				await repl.feed('v = 1');
				const more = await repl.feed('function f() {');
				repl.interrupt();
				const next = await repl.feed('v + 1');
				repl.reset();
				const after = await repl.feed('typeof v');
				return [more.kind, next, after, [...repl.history]];
			},
			expect: ['more', { kind: 'value', text: '2' }, { kind: 'value', text: "'undefined'" }, ['v = 1', 'v + 1', 'typeof v']],
			mistakes: [
				{
					id: 'line-kept',
					when: (got) => (got[1] as Reply).kind === 'more',
					message: 'The unfinished input was still there after Ctrl+C.',
				},
				{
					id: 'reset-keeps',
					when: (got) => (got[2] as { text: string }).text === "'number'",
					message: 'A variable of before the reset was still there.',
				},
			],
		}),
	],
});

import { check, defineExercise } from 'glovebox/grading';
import type { Options, Statistics } from './start.ts';

interface Submission {
	readonly ScriptCache: new (
		limit: number,
	) => {
		get(code: string, options?: Options): object;
		run(code: string, variables?: Record<string, unknown>, options?: Options): unknown;
		statistics(): Statistics;
	};
}

const compile = '../../guides/3-compile-then-run.md';
const scopes = '../../guides/1-contexts-and-scopes.md';

export const exercise = defineExercise({
	title: 'Script cache',
	builtins: ['vm', 'util', 'crypto'],
	limits: { wallMs: 10_000, cpuMs: 1_200 },
	steps: [
		check({
			id: 'changes-variables',
			task: 1,
			sentence: 'answers the completion value and leaves the variables as they were',
			guide: `${scopes}#what-lives-in-a-context`,
			why: 'The object that becomes the global object of a context is written to by every assignment to a global.',
			input: 'n = n + 1; extra = 1; n * 2',
			drive: ({ ScriptCache }: Submission, code) => {
				const variables = { n: 20 };
				return [new ScriptCache(10).run(code, variables), variables];
			},
			expect: [42, { n: 20 }],
			mistakes: [
				{
					id: 'changes-variables',
					when: ([, variables]) => JSON.stringify(variables) !== '{"n":20}',
					message: 'The code wrote to the variables of its caller: they were its global object themselves.',
				},
			],
		}),
		check({
			id: 'compiles-again',
			task: 2,
			sentence: 'answers the same script for the same code and options',
			guide: `${compile}#what-is-a-script`,
			why: 'A vm.Script is bound to no context: one can run in all of them.',
			input: { filename: 'rule.js', lineOffset: 3 },
			drive: ({ ScriptCache }: Submission, options) => {
				const cache = new ScriptCache(10);
				const first = cache.get('1 + 1', options);
				cache.run('1 + 1', {}, { ...options });
				return [first === cache.get('1 + 1', { ...options }), new Set([cache.get('2'), cache.get('2')]).size];
			},
			expect: [true, 1],
			mistakes: [{ id: 'compiles-again', message: 'The same code with equal options gave another script: it was compiled again.' }],
		}),
		check({
			id: 'wrong-key',
			task: 2,
			sentence: 'answers another script for other code',
			guide: `${compile}#when-are-two-scripts-the-same`,
			why: 'Length, first characters and short checksums are equal for different texts. The whole text never is.',
			input: ['1 + 1', '2 + 2', '/* the same long beginning of a text */ 5', '/* the same long beginning of a text */ 6'],
			drive: ({ ScriptCache }: Submission, codes) => {
				const cache = new ScriptCache(10);
				return codes.map((code) => cache.run(code));
			},
			expect: [2, 4, 5, 6],
			mistakes: [{ id: 'wrong-key', message: 'Your cache ran one code in place of another: their keys are equal.' }],
		}),
		check({
			id: 'options-ignored',
			task: 2,
			sentence: 'answers another script for other options',
			guide: `${compile}#when-are-two-scripts-the-same`,
			why: 'File name and line offset are compiled into the script; errors name them.',
			input: [{ filename: 'a.js' }, { filename: 'b.js' }, { filename: 'a.js', lineOffset: 7 }],
			drive: ({ ScriptCache }: Submission, all: Options[]) => {
				const cache = new ScriptCache(10);
				return all.map((options) => {
					try {
						return cache.run('null.x', {}, options);
					} catch (error) {
						return /[ab]\.js:\d+/.exec((error as Error).stack ?? '')?.[0];
					}
				});
			},
			expect: ['a.js:1', 'b.js:1', 'a.js:8'],
			mistakes: [{ id: 'options-ignored', message: 'An error was reported in the file of another script: your key leaves options out.' }],
		}),
		check({
			id: 'leaks-state',
			task: 1,
			sentence: 'runs each time in a context of its own',
			guide: `${compile}#reuse-the-script-not-the-context`,
			why: 'A context keeps globals, changed built-ins and declarations. Only a new one has none.',
			input: ['const seen = typeof left; left = 1; seen', 'const twice = n; twice'],
			drive: ({ ScriptCache }: Submission, [first = '', second = '']) => {
				const cache = new ScriptCache(10);
				const run = (code: string, n: number) => {
					try {
						return cache.run(code, { n });
					} catch (error) {
						return (error as Error).name;
					}
				};
				return [run(first, 1), run(first, 2), run(second, 3), run(second, 4), cache.run('typeof left')];
			},
			expect: ['undefined', 'undefined', 3, 4, 'undefined'],
			mistakes: [
				{
					id: 'redeclare',
					when: (got) => got.includes('SyntaxError'),
					message:
						'The second run of a const threw: it ran in a context that has that const already. Emptying a context does not remove it.',
				},
				{
					id: 'leaks-state',
					when: (got) => got.includes('number'),
					message: 'One run found what another had left behind: they shared a context.',
				},
			],
		}),
		check({
			id: 'statistics',
			task: 5,
			sentence: 'counts each get and each run once, as a hit or a miss',
			guide: compile,
			why: 'A figure that nobody can check is not believed; run uses get, and only one of them may count.',
			input: ['1', '2'],
			drive: ({ ScriptCache }: Submission, [one = '', two = '']) => {
				const cache = new ScriptCache(10);
				cache.get(one);
				cache.run(one);
				cache.run(two);
				cache.run(two);
				return cache.statistics();
			},
			expect: { hits: 2, misses: 2, size: 2 },
			mistakes: [
				{
					id: 'counts-twice',
					when: ({ hits, misses }) => hits + misses > 4,
					message: 'Four uses were counted as more: run and get both count.',
				},
			],
		}),
	],
});

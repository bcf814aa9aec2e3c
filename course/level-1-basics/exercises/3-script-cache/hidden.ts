import fc from 'fast-check';
import { check, hide } from 'glovebox/grading';
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

/** What a cache of two entries comes to. `renews` is what tells least recently used from first in, first out. */
function model(uses: readonly string[], renews: boolean): Statistics {
	const kept: string[] = [];
	let hits = 0;
	for (const use of uses) {
		const at = kept.indexOf(use);
		if (at >= 0) hits += 1;
		if (at >= 0 && renews) kept.splice(at, 1);
		if (at < 0 || renews) kept.push(use);
		if (kept.length > 2) kept.shift();
	}
	return { hits, misses: uses.length - hits, size: kept.length };
}

export const hidden = hide([
	check({
		id: 'caches-errors',
		task: 3,
		sentence: 'throws for code that does not compile each time, and keeps nothing of it',
		guide: `${compile}#what-is-a-script`,
		why: 'An error that is kept takes the place of a script, and an error thrown twice has the stack of the first time.',
		input: 'let = ;',
		drive: ({ ScriptCache }: Submission, code) => {
			const cache = new ScriptCache(2);
			const thrown = [1, 2].map(() => {
				try {
					return cache.get(code);
				} catch (error) {
					return error as Error;
				}
			});
			const names = thrown.map((error) => (error as Error).name);
			return { names, fresh: thrown[0] !== thrown[1], statistics: cache.statistics() };
		},
		expect: { names: ['SyntaxError', 'SyntaxError'], fresh: true, statistics: { hits: 0, misses: 2, size: 0 } },
		mistakes: [
			{
				id: 'caches-errors',
				when: ({ fresh, statistics }) => !fresh || statistics.size > 0,
				message: 'Code that does not compile took a place in your cache.',
			},
		],
	}),
	check({
		id: 'grows',
		task: 4,
		sentence: 'drops the script that was not used for the longest time',
		guide: `${compile}#when-are-two-scripts-the-same`,
		why: 'A Map iterates in the order of insertion. A key that is deleted and set again goes to the end.',
		forAll: fc.array(fc.constantFrom('1', '2', '3', '4'), { maxLength: 12 }),
		runs: 50,
		drive: ({ ScriptCache }: Submission, uses: string[]) => {
			const cache = new ScriptCache(2);
			for (const code of uses) cache.get(code);
			return cache.statistics();
		},
		expect: (uses: string[]) => model(uses, true),
		mistakes: [
			{ id: 'grows', when: ({ size }) => size > 2, message: 'A cache with room for two holds more.' },
			{
				id: 'fifo',
				when: ({ hits }, _failure, uses) => hits === model(uses, false).hits,
				message: 'You drop the script that came first. It may be the one in use all the time: a hit has to renew it.',
			},
		],
	}),
	check({
		id: 'ambiguous-key',
		task: 2,
		sentence: 'never takes one pair of file name and code for another',
		guide: `${compile}#when-are-two-scripts-the-same`,
		why: 'Parts joined to one text lose where one ends and the next begins: "a" + "bc" is "ab" + "c".',
		input: [
			...[
				['a', 'bc'],
				['ab', 'c'],
				['ca', 'b'],
				['a:b', 'c'],
				['a', 'b:c'],
				['a\nb', 'c'],
				['a', 'b\nc'],
				['a|b', 'c'],
				['a', 'b|c'],
			],
			...[
				['a,b', 'c'],
				['a', 'b,c'],
				['a b', 'c'],
				['a', 'b;c'],
				['a;b', 'c'],
			],
		],
		drive: ({ ScriptCache }: Submission, pairs: string[][]) => {
			const cache = new ScriptCache(100);
			const scripts = pairs.map(([filename = '', code = '']) => cache.get(code, { filename }));
			return new Set(scripts).size;
		},
		expect: (pairs: string[][]) => pairs.length,
		mistakes: [
			{
				id: 'ambiguous-key',
				when: (distinct, _failure, pairs) => distinct < pairs.length,
				message: 'Two different pairs of file name and code had the same key.',
			},
		],
	}),
]);

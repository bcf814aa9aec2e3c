/** Grades three submissions for one exercise: a right one, one with a mistake that has a name, one that never ends. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSandbox } from 'glovebox';
import { check, explain, gradeMany, gradeTable, hide } from 'glovebox/grading';

interface Submission {
	readonly median: (numbers: readonly number[]) => number;
}

const steps = [
	check({
		id: 'odd',
		task: 1,
		sentence: 'finds the middle one of an odd number',
		input: [10, 9, 2],
		drive: ({ median }: Submission, numbers) => median(numbers),
		expect: 9,
		mistakes: [
			{ id: 'sorts-texts', when: (got) => got === 10 || got === 2, message: 'sort() without a function compares texts: 10 is before 2.' },
		],
	}),
	check({
		id: 'even',
		task: 2,
		sentence: 'takes the mean of the two in the middle',
		input: [4, 1, 3, 2],
		drive: ({ median }: Submission, numbers) => median(numbers),
		expect: 2.5,
	}),
];
const hidden = hide([
	check({
		id: 'unchanged',
		task: 3,
		sentence: 'leaves the list as it was',
		forAll: fc.array(fc.nat(), { minLength: 1 }),
		runs: 30,
		drive: ({ median }: Submission, numbers) => {
			median(numbers);
			return numbers;
		},
		expect: (numbers: readonly number[]) => numbers,
	}),
]);

const right = 'const s = numbers.toSorted((a, b) => a - b); const m = s.length / 2; return m % 1 ? s[m - 0.5] : (s[m - 1] + s[m]) / 2';
const bodies = { ann: right, bob: 'return numbers.sort()[Math.floor(numbers.length / 2)]', cid: 'for (;;) {}' };
const submissions = Object.entries(bodies).map(([submitter, body]) => ({
	submitter,
	submission: `export function median(numbers: readonly number[]): number { ${body} }`,
}));

await using sandbox = createSandbox({ limits: { wallMs: 20_000 } });
const grades = await gradeMany({ sandbox, checks: [...steps, ...hidden], submissions, limits: { cpuMs: 500 }, prefix: 'median' });
console.log(gradeTable(grades));
const firstOfBob = grades[1]?.grade.checks[0];
console.log(firstOfBob && explain(firstOfBob));

assert.deepEqual(
	grades.map(({ grade }) => [grade.status, grade.points]),
	[
		['pass', 3],
		['fail', 0],
		['fail', 0],
	],
);
assert.equal(firstOfBob?.messageId, 'median.sorts-texts');
assert.equal(grades[2]?.grade.checks[0]?.message, 'It used more processor time than this task allows.');

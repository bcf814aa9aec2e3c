/**
 * A class hands in: 1 000 small submissions of 50 submitters, three checks each, graded in one batch.
 *
 *   npm run bench grading [-- --count 200]
 *
 * What is told is the whole batch: wall time, submissions and guests a second, and how much the host's memory grew. Carriers are
 * processes of their own; `apart` gives each submission one, since submitters take turns.
 */
import { createSandbox } from 'glovebox';
import { isolate, quickjs, subprocess } from 'glovebox/engines';
import { check, gradeMany } from 'glovebox/grading';

const at = process.argv.indexOf('--count');
const count = at < 0 ? 1_000 : Number(process.argv[at + 1]);
const submitters = 50;

interface Submission {
	readonly sum: (numbers: readonly number[]) => number;
}

const drive = ({ sum }: Submission, numbers: readonly number[]) => sum(numbers);
const inputs = [[1, 2, 3], [], [-1, 1]] as const;
const checks = inputs.map((input, index) =>
	check({
		id: `sum-${index}`,
		task: 1,
		sentence: 'adds',
		input: [...input],
		drive,
		expect: input.reduce((a: number, b: number) => a + b, 0),
	}),
);
const submissions = Array.from({ length: count }, (_, n) => ({
	submitter: `student ${n % submitters}`,
	submission: `export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, ${n % 10 === 0 ? 1 : 0}); // ${n}`,
}));

const ways = [
	{ name: 'subprocess(isolate)', engine: subprocess(isolate()), apart: false, part: 1 },
	{ name: 'subprocess(quickjs)', engine: subprocess(quickjs()), apart: false, part: 1 },
	// A process for each: a twentieth says as much.
	{ name: 'subprocess(isolate), submitters apart', engine: subprocess(isolate()), apart: true, part: 20 },
];

for (const { name, engine, apart, part } of ways) {
	const some = submissions.slice(0, Math.ceil(count / part));
	await using sandbox = createSandbox({
		engine,
		boundary: engine.boundary,
		limits: { wallMs: 10_000 },
		pool: { min: 0, max: 2, startMs: 60_000 },
	});
	await gradeMany({ sandbox, checks, submissions: submissions.slice(0, 2) });
	const memory = process.memoryUsage.rss();
	const started = performance.now();
	const grades = await gradeMany({ sandbox, checks, submissions: some, apart });
	const seconds = (performance.now() - started) / 1_000;
	const grown = (process.memoryUsage.rss() - memory) / 2 ** 20;
	const passed = grades.filter(({ grade }) => grade.status === 'pass').length;
	const rates = `${(some.length / seconds).toFixed(0)} submissions/s, ${((some.length * checks.length) / seconds).toFixed(0)} guests/s`;
	console.log(`${name.padEnd(38)} ${some.length} in ${seconds.toFixed(1)} s, ${rates}, host +${grown.toFixed(0)} MiB, ${passed} passed`);
}

/** Size: one grader, with whatever a submission may do to it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSandbox } from '../create-sandbox.ts';
import { quickjs } from '../engines/index.ts';
import { check, defineExercise, exercismResults, explain, grade, gradeMany, gradeTable, hide } from './index.ts';
import { inTurns } from './grade-many.ts';

const time = { timeout: 60_000 };
const limits = { wallMs: 30_000 };

interface Adder {
	readonly add: (a: number, b: number) => number;
}

const sum = check<Adder, readonly [number, number], number>({
	id: 'sum',
	task: 1,
	sentence: 'adds two numbers',
	points: 2,
	guide: 'guide.md#sums',
	why: 'A sum is what + makes.',
	input: [2, 3],
	drive: ({ add }, [a, b]) => add(a, b),
	expect: 5,
	mistakes: [
		{ id: 'joined', when: (got) => String(got) === '23', message: 'You joined two texts.' },
		{ id: 'shape', when: (got) => (got as unknown as { deep: { er: number } }).deep.er === 1, message: 'Never reached.' },
	],
});
const [secret] = hide([
	check({
		id: 'negative',
		task: 2,
		sentence: 'adds negative numbers',
		input: [-2, 1],
		drive: ({ add }: Adder, [a = 0, b = 0]) => add(a, b),
		expect: -1,
	}),
]);
const checks = [sum, secret!];

function open() {
	return createSandbox({
		engine: quickjs(),
		limits: { ...limits, consoleBytes: 65_536 },
		pool: { min: 0, startMs: 60_000 },
	});
}

test('grade() gives points for each check that passes, and tells of the others what happened', time, async () => {
	using sandbox = open();
	const { checks: results, ...rest } = await grade({
		sandbox,
		submission: 'export const add = (a: string, b: string) => `${a}${b}`',
		checks,
		prefix: 'L1E1',
	});
	assert.deepEqual(rest, { status: 'fail', points: 0, possible: 3, message: undefined });
	const [first, second] = results.map(({ wallMs: _, cpuMs: __, ...each }) => each);
	assert.deepEqual(first, {
		...{ id: 'sum', task: 1, sentence: 'adds two numbers', hidden: false, status: 'fail', points: 0, possible: 2 },
		...{ messageId: 'L1E1.joined', message: 'You joined two texts.', input: '[ 2, 3 ]', expected: '5', got: "'23'" },
		...{ why: 'A sum is what + makes.', guide: 'guide.md#sums', output: '', testCode: '(({ add }, [a, b]) => add(a, b))' },
	});
	assert.deepEqual([second?.messageId, second?.expected, second?.testCode], ['L1E1.negative', undefined, undefined]);
});

test('grade() passes what is right, and gives part of the points for part of it', time, async () => {
	using sandbox = open();
	const right = await grade({ sandbox, submission: 'export const add = (a, b) => a + b', checks });
	assert.deepEqual([right.status, right.points], ['pass', 3]);
	const part = await grade({ sandbox, submission: 'export const add = (a, b) => Math.abs(a) + b', checks });
	assert.deepEqual([part.status, part.points], ['fail', 2]);
});

test('grade() tells that a submission cannot be loaded, with the place', time, async () => {
	using sandbox = open();
	const broken = await grade({ sandbox, submission: { source: 'export const add = (', filename: 'mine.ts' }, checks });
	assert.deepEqual([broken.status, broken.points, broken.checks], ['error', 0, []]);
	assert.match(broken.message ?? '', /mine\.ts/);
	const importing = await grade({ sandbox, submission: 'import "node:fs"; export const add = 1', checks });
	assert.deepEqual(
		[importing.status, importing.message],
		['error', 'Cannot import "node:fs" from "submission.ts": there is no such module'],
	);
});

const hostile = {
	loops: ['for (;;) {}', 'It did not come to an end in time.'],
	'throws null': ['throw null', 'It threw an error.'],
	'floods the console': ['for (let n = 0; n < 1e6; n++) console.log("x".repeat(100))', 'It printed more than this task allows.'],
	'fills memory': ['const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length))', 'It used more memory than this task allows.'],
	'never settles': ['await new Promise(() => {})', 'It waits for something that will never come.'],
	'returns a function': ['export const add = () => () => 1', 'What it returned is not plain data.'],
} as const;

test('grade() gives an ordinary result for a submission, whatever it does', time, async () => {
	using sandbox = open();
	for (const [what, [submission, message]] of Object.entries(hostile)) {
		const { status, checks: results } = await grade({
			sandbox,
			submission,
			checks: [sum],
			limits: { wallMs: what === 'loops' ? 200 : 30_000, memoryBytes: 16 * 2 ** 20 },
		});
		assert.deepEqual([status, results[0]?.status, results[0]?.message], ['fail', 'error', message], what);
	}
});

test('grade() judges where no guest comes: what a submission patches or returns passes nothing', time, async () => {
	using sandbox = open();
	const patching = `for (const name of ['map', 'every', 'push', 'entries']) Array.prototype[name] = () => true;
		Object.is = Object.prototype.valueOf = () => true; globalThis.expected = 5;
		export const add = () => ({ valueOf: () => 5, id: 'sum', verdict: true, expected: true })`;
	const { status, checks: results } = await grade({ sandbox, submission: patching, checks: [sum] });
	assert.deepEqual([status, results[0]?.points], ['fail', 0]);
});

test('a guest of grade() holds no expectation, only the driver and its input', time, async () => {
	using sandbox = open();
	const needle = check({
		id: 'needle',
		task: 1,
		sentence: 'finds it',
		drive: ({ seen }: { seen: string }) => seen,
		expect: 'a needle 4711',
	});
	const reading = `let text = '';
		for (const name of Object.getOwnPropertyNames(globalThis)) { try { text += String(globalThis[name]) } catch {} }
		export const seen = String(text.includes('4711') || new Error().stack.includes('4711'))`;
	const { checks: results } = await grade({ sandbox, submission: reading, checks: [needle] });
	assert.equal(results[0]?.got, "'false'");
});

test('grade() with stopAtFirst gives up at the first check that does not pass', time, async () => {
	using sandbox = open();
	const done: string[] = [];
	const onCheck = ({ id }: { readonly id: string }) => done.push(id);
	const { checks: results } = await grade({ sandbox, submission: 'export const add = () => 0', checks, stopAtFirst: true, onCheck });
	assert.deepEqual([results.length, done], [1, ['sum']]);
});

test('a check over many inputs tells the smallest that fails', time, async () => {
	using sandbox = open();
	const absolute = check({
		...{ id: 'absolute', task: 1, sentence: 'has no sign', forAll: fc.integer() },
		drive: ({ absolute: run }: { absolute: (value: number) => number }, value) => run(value),
		expect: (value: number) => Math.abs(value),
	});
	const right = await grade({ sandbox, submission: 'export const absolute = Math.abs', checks: [absolute] });
	assert.equal(right.status, 'pass');
	const wrong = await grade({
		sandbox,
		submission: 'export const absolute = (value) => (value > -50 ? Math.abs(value) : value)',
		checks: [absolute],
	});
	const [result] = wrong.checks;
	assert.deepEqual([result?.got, result?.expected], ['-50', '50']);
	assert.match(result?.input ?? '', /^-50 \(the smallest that fails, found after \d+ that were tried\)$/);
	const looping = await grade({
		sandbox,
		submission: 'export const absolute = (value) => { if (value < 0) for (;;); return value }',
		checks: [absolute],
		limits: { wallMs: 200 },
	});
	assert.equal(looping.checks[0]?.message, 'It did not come to an end in time.');
});

test('an input made by a function is another one at each grading, and judge() is given it', time, async () => {
	using sandbox = open();
	let made = 0;
	const input = () => {
		made += 1;
		return `secret ${made}`;
	};
	const echo = check({
		id: 'echo',
		task: 1,
		sentence: 'gives it back',
		input,
		drive: ({ echo: run }: { echo: (text: string) => string }, text) => run(text),
		judge: (got, text) => got === text,
	});
	for (const _ of [1, 2])
		assert.equal((await grade({ sandbox, submission: 'export const echo = (text) => text', checks: [echo] })).status, 'pass');
	assert.equal(made, 2);
});

test('exercismResults() is version 3 of the format, without the code of hidden checks', time, async () => {
	using sandbox = open();
	const results = exercismResults(
		await grade({ sandbox, submission: 'export const add = () => { console.log("here"); return -1 }', checks }),
	);
	assert.deepEqual(results, {
		version: 3,
		status: 'fail',
		tests: [
			{
				name: 'adds two numbers',
				status: 'fail',
				message:
					'The result is another one than expected.\nInput:    [ 2, 3 ]\nExpected: 5\nGot:      -1\nWhy:      A sum is what + makes.\nRead:     guide.md#sums',
				output: 'here',
				test_code: '(({ add }, [a, b]) => add(a, b))',
				task_id: 1,
			},
			{ name: 'adds negative numbers', status: 'pass', output: 'here', task_id: 2 },
		],
	});
});

test('gradeMany() lets submitters take turns, tells how far it is, and makes a table', time, async () => {
	using sandbox = open();
	const source = 'export const add = (a, b) => a + b';
	const submissions = ['ann', 'ann', 'ann', 'bob'].map((submitter, at) => ({
		submitter,
		submission: at === 2 ? 'export const add = () => 0' : source,
	}));
	assert.deepEqual(
		inTurns(submissions).map(({ submitter }) => submitter),
		['ann', 'bob', 'ann', 'ann'],
	);
	const told: string[] = [];
	const grades = await gradeMany({
		sandbox,
		checks,
		submissions,
		atOnce: 1,
		prefix: 'X',
		onGrade: ({ submitter }, done, of) => told.push(`${submitter} ${done}/${of}`),
	});
	assert.deepEqual(told, ['ann 1/4', 'bob 2/4', 'ann 3/4', 'ann 4/4']);
	assert.deepEqual(gradeTable(grades).split('\n'), [
		'submitter  points  sum  negative  first',
		'ann        3/3     ✓    ✓',
		'ann        3/3     ✓    ✓',
		'ann        0/3     ✗    ✗         X.sum',
		'bob        3/3     ✓    ✓',
	]);
});

test('grade() hands judges and mistakes no value that would take them for ever to walk', time, async () => {
	await using sandbox = createSandbox({ engine: quickjs(), boundary: 'wasm', limits });
	const made = 'let v = 1; for (let i = 0; i < 60; i++) v = [v, v]; v';
	const wide = 'let v = 1; for (let i = 0; i < 4; i++) v = Object.fromEntries(Array.from({ length: 900 }, (_, k) => ["k" + k, v])); v';
	const statuses = [];
	for (const text of [made, wide]) {
		const { checks } = await grade({
			sandbox,
			submission: `export const add = () => { ${text.replace(/v$/, 'return v')} }`,
			checks: [sum],
			limits,
		});
		statuses.push([checks[0]?.status, checks[0]?.message]);
	}
	assert.deepEqual(statuses, Array(2).fill(['error', 'It returned more data than this task allows.']));
});

test('check() and defineExercise() say what is missing', () => {
	const whole = { id: 'a', task: 1, sentence: 'is', drive: () => 1, expect: 1 };
	const wrong: readonly (readonly [object, RegExp])[] = [
		[{ ...whole, id: 'A b' }, /needs an id in kebab-case/],
		[{ ...whole, task: 0 }, /needs a task, from 1/],
		[{ ...whole, judge: () => true }, /needs either expect or judge/],
		[{ ...whole, drive: 'text' }, /needs a function drive/],
		[{ ...whole, colour: 1 }, /unknown option "colour"/],
		[{ ...whole, input: 1, forAll: fc.integer() }, /both input and forAll/],
		[{ ...whole, mistakes: [{ id: 'x', message: '' }] }, /mistake "x" needs a message/],
	];
	for (const [options, message] of wrong) assert.throws(() => check(options as never), { message });
	assert.throws(() => defineExercise({ title: 'T', steps: [] }), { message: 'Exercise "T" needs steps' });
	assert.throws(
		() => defineExercise({ title: 'T', steps: [sum], builtins: ['vm'], engine: 'isolate' }),
		/builtins need the engine "nodeVm"/,
	);
	assert.equal(
		explain({ message: 'M', input: '[\n  1\n]', expected: undefined, got: undefined, why: undefined, guide: undefined } as never),
		'M\nInput:    [\n            1\n          ]',
	);
});

test('grade() and gradeMany() name the option that is wrong', async () => {
	using sandbox = createSandbox({ engine: quickjs(), boundary: 'wasm' });
	const whole = { sandbox, submission: '1', checks: [sum] };
	const many = { sandbox, checks: [sum], submissions: [{ submitter: 'ann', submission: '1' }] };
	const wrong: readonly (readonly [options: object, message: string])[] = [
		[{ ...whole, sandbox: {} }, 'options.sandbox must be made by createSandbox()'],
		[{ ...whole, checks: [sum, {}] }, 'options.checks[1] must be made by check()'],
		[{ ...whole, checks: [sum, sum] }, `options.checks has two checks with the id "${sum.id}"`],
		[{ ...whole, limits: { wallMs: '5' } }, 'options.limits.wallMs must be a number'],
		[{ ...whole, stopAtFirst: 'yes' }, 'options.stopAtFirst must be true or false'],
		[{ ...whole, onCheck: 5 }, 'options.onCheck must be a function'],
		[{ ...whole, submission: { source: '1', filename: '' } }, 'options.submission.filename must be a string that is not empty'],
	];
	for (const [options, message] of wrong) await assert.rejects(grade(options as never), { name: 'TypeError', message });
	const wrongMany: readonly (readonly [options: object, message: RegExp])[] = [
		[{ ...many, tenant: 'a' }, /^options\.tenant is no option of gradeMany; the options are sandbox, checks,/],
		[{ ...many, submissions: [{ submission: '1' }] }, /^options\.submissions\[0\]\.submitter must be a string/],
		[{ ...many, submissions: [{ submitter: 'a' }] }, /^options\.submissions\[0\]\.submission must be a text/],
	];
	for (const [options, message] of wrongMany) await assert.rejects(gradeMany(options as never), { name: 'TypeError', message });
});

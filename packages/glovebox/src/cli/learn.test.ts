import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type GatePart, gateParts, runGate } from './learn/author/gate.ts';
import { selectTasks, tasksOf } from './learn/course.ts';
import { hintsOf } from './learn/hints.ts';
import { type Progress, readProgress, whyLocked, withGrade, withTask, writeProgress } from './learn/progress.ts';
import { answered, cardsIn, dueCards } from './learn/recall.ts';
import { isOpen, nextTask, onPath } from './learn/texts.ts';
import { begin, currentSource, ownFile, reset } from './learn/work.ts';

const bin = fileURLToPath(new URL('../../bin/glovebox.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'glovebox-learn-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const steps = `import { check, defineExercise } from 'glovebox/grading';
const drive = ({ double }, n) => double(n);
export const exercise = defineExercise({ title: 'Double', limits: { wallMs: 30_000 }, steps: [
	check({ id: 'two', task: 1, sentence: 'doubles 1', input: 1, drive, expect: 2, guide: '../../guides/1-doubling.md#twice' }),
	check({ id: 'odd', task: 1, sentence: 'doubles 3', input: 3, drive, expect: 6, guide: '../../guides/1-doubling.md',
		mistakes: [{ id: 'always-two', when: (got) => got === 2, message: 'It is always 2.' }] }),
] });
`;
const hidden = `import { check, hide } from 'glovebox/grading';
export const hidden = hide([check({ id: 'zero', task: 2, sentence: 'doubles 0', input: 0, drive: ({ double }, n) => double(n), expect: 0, guide: '../../guides/1-doubling.md' })]);
`;
const right = 'export const double = (n: number): number => 2 * n;\n';
const course: Readonly<Record<string, string>> = {
	'level-1-basics/README.md':
		'# Level 1\n[one](examples/01-one.ts) [two](examples/02-two.ts) [guide](guides/1-doubling.md) [gone](gone.md)\n',
	'level-1-basics/examples/01-one.ts': "console.log('one');\n",
	'level-1-basics/examples/01-one.txt': 'two\n',
	'level-1-basics/examples/02-two.ts': "console.log('two');\n",
	'level-1-basics/exercises/1-double/README.md': '# 1 · Double\n',
	'level-1-basics/exercises/1-double/start.ts': '// TODO\nexport const double = (n: number): number => 0;\n',
	'level-1-basics/exercises/1-double/steps.ts': steps,
	'level-1-basics/exercises/1-double/hidden.ts': hidden,
	'level-1-basics/exercises/1-double/hints.md': '## 1\nWhat?\n\n## 2\nTimes.\n\n## 3\n`2 * n`\n',
	'level-1-basics/exercises/1-double/lost.txt': '',
	'level-1-basics/exercises/1-double/wrong/always-two.ts': 'export const double = () => 2;\n',
	'level-1-basics/exercises/1-double/wrong/odd.ts': 'export const double = () => 2;\n',
	'level-1-basics/solutions/1-double.ts': right,
	'level-1-basics/guides/1-doubling.md':
		'# Doubling\n\n## Twice\n\n## Recall\n\n- **Q** What is twice 2?\n  **A** Four, as\n  everybody knows.\n',
	'level-1-basics/guides/claims/1-doubling.ts': "console.log('fine');\n",
};

function writeCourse(name: string, files: Readonly<Record<string, string>>): string {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name, path)), { recursive: true });
		writeFileSync(join(folder, name, path), text);
	}
	return join(folder, name);
}

function gate(root: string, parts: readonly GatePart[]) {
	return runGate({ course: root, tasks: tasksOf(root), levels: [1], parts: new Set(parts), atOnce: 2, onDone: () => undefined });
}

test('the author gate says precisely what is wrong', { timeout: 120_000 }, async () => {
	const root = writeCourse('course', course);
	const { problems, reports } = await gate(root, gateParts);
	assert.deepEqual([...problems].sort(), [
		'level-1-basics/README.md: a link leads nowhere: gone.md',
		'level-1-basics/README.md: does not link exercises/1-double',
		'level-1-basics/examples/01-one.ts: prints something else than its transcript\n  line 1 of the transcript: "two"\n  printed: "one"',
		'level-1-basics/examples/02-two.ts: has no transcript beside it',
		'level-1-basics/examples: 2 instead of 8',
		'level-1-basics/exercises/1-double/lost.txt: belongs to nothing',
		'level-1-basics/exercises/1-double/wrong/odd.ts: draws L1E1.always-two (input 3, got 2, expected 6) first; it must draw L1E1.odd',
		'level-1-basics/exercises/1-double: check "zero" is the first failure of nothing: it is redundant, or a wrong/*.ts is missing',
		'level-1-basics/exercises: 1 instead of 5',
		'level-1-basics/guides/1-doubling.md: "## Recall" has 1 cards instead of 5',
		'level-1-basics/guides/1-doubling.md: links 0 claims; at least 8 are needed',
		'level-1-basics/guides: 1 instead of 5',
		'level-1-basics/solutions: 1 instead of 5',
	]);
	const [report] = reports;
	assert.deepEqual([report?.solutions, report?.wrong, report?.generated], ['1/1', '1/2', '6/6']);
});

test('the author gate refuses an exercise that passes as shipped, and a solution that does not', { timeout: 120_000 }, async () => {
	const files = {
		...course,
		'level-1-basics/exercises/1-double/start.ts': right,
		'level-1-basics/solutions/1-double.ts': 'export const double = () => 2;\n',
	};
	const { problems } = await gate(writeCourse('swapped', files), ['exercises']);
	assert.equal(problems.includes('level-1-basics/exercises/1-double/start.ts: passes as it is shipped'), true);
	assert.equal(
		problems.some((problem) => problem.startsWith('level-1-basics/solutions/1-double.ts: does not pass: L1E1.always-two')),
		true,
	);
});

test('glovebox learn verify --json prints what Exercism reads, and ends with 1 where something fails', { timeout: 120_000 }, () => {
	const root = writeCourse('verified', course);
	const run = (...args: readonly string[]) => {
		const { status, stdout } = spawnSync(process.execPath, [bin, 'learn', ...args, '--course', root], { cwd: folder, encoding: 'utf8' });
		return { status, stdout };
	};
	const shipped = run('verify', '1.1', '--json');
	const { version, status, tests } = JSON.parse(shipped.stdout);
	assert.deepEqual(
		[shipped.status, version, status, tests.map((each: { readonly status: string }) => each.status)],
		[1, 3, 'fail', ['fail', 'fail', 'pass']],
	);
	assert.match(run().stdout, /0 of 1 passed[\s\S]*Next: glovebox learn verify 1\.1/);
});

test('the learner works on copies; reset brings the start back', () => {
	const root = writeCourse('copied', course);
	const [task] = selectTasks(tasksOf(root), ['1.1']);
	const work = join(folder, 'work');
	const file = begin(work, task!);
	assert.equal(file, ownFile(work, task!));
	writeFileSync(file, right);
	begin(work, task!);
	assert.equal(currentSource(work, task!), right);
	reset(work, task!);
	assert.equal(currentSource(work, task!), course['level-1-basics/exercises/1-double/start.ts']);
	assert.deepEqual(hintsOf(task!), ['What?', 'Times.', '`2 * n`']);
	assert.throws(() => selectTasks(tasksOf(root), ['9.9']), { message: '"9.9" is no exercise; they are 1.1' });
});

test('progress is one file; a pass is never taken back, and opens what comes next', () => {
	const work = join(folder, 'progress');
	const now = new Date('2026-11-22T12:00:00Z');
	const none = readProgress(work);
	const pass = { status: 'pass', points: 3, possible: 3, message: undefined, checks: [] } as const;
	const passed = withGrade(none, '1.1', pass, now);
	const later = withGrade(passed, '1.1', { ...pass, status: 'fail', points: 1 }, now);
	writeProgress(work, later);
	assert.deepEqual(readProgress(work), {
		version: 1,
		path: 'full',
		exercises: { '1.1': { begun: now.toISOString(), passed: now.toISOString(), tries: 2, points: 3, possible: 3 } },
		cards: {},
	});
	writeFileSync(join(work, 'progress.json'), '{');
	assert.throws(() => readProgress(work), /it is not a progress file/);
	const tasks = ['1.1', '1.2', '2.1'].map((id) => ({ id, level: Number(id[0]), number: 1, name: '', title: '', folder: '', prefix: '' }));
	assert.deepEqual([nextTask(tasks, later)?.id, isOpen(tasks, tasks[1]!, later), isOpen(tasks, tasks[2]!, later)], ['1.2', true, false]);
	assert.equal(isOpen(tasks, tasks[2]!, withTask(later, '1.2', { skipped: true })), true);
	assert.deepEqual(
		onPath(tasks, 'fast').map(({ id }) => id),
		['2.1'],
	);
});

test('a solution opens after a pass, or after three hints and ten minutes', () => {
	const begun = '2026-11-22T12:00:00.000Z';
	const at = (minutes: number) => new Date(Date.parse(begun) + minutes * 60_000);
	assert.match(whyLocked({ begun, hints: 2 }, at(60)) ?? '', /after three hints \(you have read 2\)/);
	assert.match(whyLocked({ begun, hints: 3 }, at(4)) ?? '', /in 6 minutes/);
	assert.equal(whyLocked({ begun, hints: 3 }, at(10)), undefined);
	assert.equal(whyLocked({ passed: begun }, at(0)), undefined);
});

test('cards come back after 1, 3, 8 and 20 days, and one that was not known tomorrow', () => {
	const cards = cardsIn(course['level-1-basics/guides/1-doubling.md'] ?? '', '1.1', 'guide');
	assert.deepEqual(cards, [{ id: '1.1.1', question: 'What is twice 2?', answer: 'Four, as everybody knows.', guide: 'guide' }]);
	const today = new Date('2026-11-22T12:00:00Z');
	let story = answered(undefined, true, today);
	const dues = [story.due];
	for (const _ of [2, 3, 4, 5]) {
		story = answered(story, true, today);
		dues.push(story.due);
	}
	assert.deepEqual(dues, ['2026-11-23', '2026-11-25', '2026-11-30', '2026-12-12', '2026-12-12']);
	assert.deepEqual(answered(story, false, today), { known: 0, due: '2026-11-23' });
	const progress: Progress = { version: 1, path: 'full', exercises: {}, cards: { '1.1.1': { known: 1, due: '2026-11-23' } } };
	assert.deepEqual(dueCards(cards, progress, today), []);
	assert.deepEqual(dueCards(cards, progress, new Date('2026-11-23T01:00:00Z')), cards);
});

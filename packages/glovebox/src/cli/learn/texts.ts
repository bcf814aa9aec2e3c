/** What the course says in the terminal: lists, results, progress. At most 80 columns. */
import { resolve } from 'node:path';
import { type CheckResult, explain, type Grade } from '../../grading/index.ts';
import { paint, table, wrap } from '../terminal.ts';
import type { Task } from './course.ts';
import { type LearningPath, type Progress, type TaskProgress, whyLocked } from './progress.ts';
import { fromHere } from './work.ts';

/** Which exercises a path asks for: fast takes the middle level, and examples and guides of the others. */
export function onPath(tasks: readonly Task[], path: LearningPath): readonly Task[] {
	return path === 'fast' ? tasks.filter(({ level }) => level === 2) : tasks;
}

/** What a path asks for beside its exercises. */
const pathTexts: Readonly<Record<LearningPath, string>> = {
	full: 'Read CONCEPTS.md, then each level: its README, examples, guides, exercises.',
	fast: 'Skim CONCEPTS.md, run the examples of level 1, do all of level 2, read guides 1, 2 and 5 of level 3.',
	deep: 'All of the full path, both capstones, and the reading list of README.md.',
};

/** The first exercise that is neither passed nor skipped. */
export function nextTask(tasks: readonly Task[], { exercises }: Progress): Task | undefined {
	return tasks.find(({ id }) => exercises[id]?.passed === undefined && exercises[id]?.skipped === undefined);
}

/** Whether an exercise is open: those before it on the path are passed or skipped. */
export function isOpen(tasks: readonly Task[], task: Task, progress: Progress): boolean {
	const next = nextTask(tasks, progress);
	return next === undefined || tasks.indexOf(task) <= tasks.indexOf(next);
}

/** One line of how far the learner is. */
export function barText(tasks: readonly Task[], { path, exercises }: Progress): string {
	const passed = tasks.filter(({ id }) => exercises[id]?.passed !== undefined).length;
	const bar = '█'.repeat(passed) + '░'.repeat(tasks.length - passed);
	return `${paint.bold('glovebox learn')} · ${path} path · ${bar} ${passed} of ${tasks.length} passed`;
}

/** All exercises with their state; `here` is marked. */
export function listText(tasks: readonly Task[], progress: Progress, here?: Task): string {
	const rows = tasks.map((task) => {
		const story = progress.exercises[task.id] ?? {};
		const points = story.possible === undefined ? '' : `${story.points} of ${story.possible}`;
		return [task === here ? '›' : ' ', task.id, task.title, stateText(story, isOpen(tasks, task, progress)), points];
	});
	return table(rows);
}

/** The story of the whole course. */
export function progressText(
	tasks: readonly Task[],
	progress: Progress,
	cards: { readonly due: number; readonly learned: number; readonly all: number },
): string {
	return [
		listText(tasks, progress),
		'',
		`Recall cards: ${cards.due} for today, ${cards.learned} of ${cards.all} learned.`,
		wrap(`${progress.path} path: ${pathTexts[progress.path]}`),
	].join('\n');
}

/** What became of a submission. Steps are opened one by one: what comes after the first that fails is only counted. */
export function gradeText(task: Task, grade: Grade, checks: number): string {
	if (grade.status === 'error') return `${paint.red('✗')} start.ts cannot be loaded\n${indent(ownName(grade.message ?? ''))}`;
	const first = grade.checks.findIndex(({ status }) => status !== 'pass');
	const shown = first < 0 ? grade.checks : grade.checks.slice(0, first + 1);
	const lines = shown.map((result) => resultText(task, result));
	const left = checks - shown.length;
	if (left > 0) lines.push(paint.dim(`· ${left} more ${left === 1 ? 'step opens' : 'steps open'} after it`));
	if (grade.status === 'pass') lines.push('', paint.green(`Passed: ${grade.points} of ${grade.possible} points.`));
	return lines.join('\n');
}

function resultText(task: Task, result: CheckResult): string {
	const { status, sentence, hidden, messageId, output } = result;
	const mark = status === 'pass' ? paint.green('✓') : paint.red('✗');
	const head = `${mark} ${sentence}${hidden ? paint.dim(' (hidden)') : ''}`;
	if (status === 'pass') return head;
	const guide = result.guide === undefined || /^[a-z]+:/.test(result.guide) ? result.guide : guidePath(task, result.guide);
	const lines = explain({ ...result, guide }).split('\n');
	const printed = output === '' ? [] : ['Printed:', ...output.split('\n').slice(0, 8)];
	const text = [...lines, ...printed].map((line) => wrapped(ownName(line)));
	return [head, indent(paint.dim(messageId ?? '')), ...text].join('\n');
}

function guidePath({ folder }: Task, link: string): string {
	const [path = '', anchor] = link.split('#');
	const page = fromHere(resolve(folder, path));
	if (anchor === undefined) return page;
	return page.length + anchor.length < 64 ? `${page} (#${anchor})` : `${page}\n          #${anchor}`;
}

/** What was erased of a submission's types does not move a place: it is the learner's own file. */
function ownName(text: string): string {
	return text.replaceAll('start.js', 'start.ts');
}

const labelled = /^(Input: {4}|Expected: |Got: {6}|Why: {6}|Read: {5})/;

/** A line of an explanation, indented, within 80 columns; what follows a label is set below its text. Values keep their lines. */
function wrapped(line: string): string {
	const label = labelled.exec(line)?.[0] ?? '';
	const isValue = /^(Input|Expected|Read)/.test(label) || line.startsWith(' ') || /^Got: +[[{('"]/.test(line);
	if (isValue || line.length <= 78) return indent(line);
	const body = wrap(line.slice(label.length), ' '.repeat(label.length + 2));
	return `  ${label}${body.slice(label.length + 2)}`;
}

function stateText({ passed, skipped, begun }: TaskProgress, isOpened: boolean): string {
	if (passed !== undefined) return paint.green('passed');
	if (skipped) return paint.yellow('skipped');
	if (!isOpened) return paint.dim('locked');
	return begun === undefined ? 'open' : paint.yellow('begun');
}

/** Why a solution is not shown, or where it lies. */
export function solutionText(files: readonly string[], story: TaskProgress | undefined, now: Date): string {
	const locked = whyLocked(story, now);
	if (locked !== undefined) return wrap(`The solution is not open yet. ${locked}`);
	return ['Solutions to compare yours with:', ...files.map((file) => `  ${fromHere(file)}`)].join('\n');
}

function indent(text: string): string {
	return text.replace(/^/gm, '  ');
}

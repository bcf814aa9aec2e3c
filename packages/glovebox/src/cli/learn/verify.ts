/** `glovebox learn verify`: grades exercises once and says what came of them, for people or as Exercism's results. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { exercismResults, type Grade } from '../../grading/index.ts';
import { exitCodes } from '../exit-codes.ts';
import { jsonLine, paint, shown, table } from '../terminal.ts';
import { selectTasks, type Task, tasksOf } from './course.ts';
import { Grader } from './grade-task.ts';
import { solutionsOf } from './hints.ts';
import { readProgress, withGrade, writeProgress } from './progress.ts';
import { gradeText } from './texts.ts';
import { currentSource, fromHere, ownFile } from './work.ts';

export interface VerifyFlags {
	readonly all?: boolean;
	readonly json?: boolean;
	readonly solutions?: boolean;
	readonly file?: string;
}

interface Verified {
	readonly task: Task;
	/** Which file was graded. */
	readonly file: string;
	readonly grade: Grade;
	readonly checks: number;
}

/** Grades the exercises that are named; gives the exit code: 0 where all pass. */
export async function verify(course: string, work: string, words: readonly string[], flags: VerifyFlags): Promise<number> {
	if (words.length === 0 && !flags.all) throw new TypeError('Name an exercise, such as 1.2, or all of them with --all');
	const tasks = selectTasks(tasksOf(course), words);
	if (flags.file !== undefined && tasks.length !== 1) throw new TypeError('--file needs one exercise');
	const verified: Verified[] = [];
	for (const task of tasks) {
		const each = await verifyTask(task, work, flags);
		verified.push(...each);
		if (tasks.length > 1 && !flags.json) process.stdout.write(`${lineOf(each)}\n`);
	}
	if (flags.json) process.stdout.write(jsonLine(asJson(verified)));
	else if (tasks.length === 1)
		process.stdout.write(
			shown(verified.map((each) => `${headOf(each)}\n\n${gradeText(each.task, each.grade, each.checks)}\n`).join('\n'), process.stdout),
		);
	else process.stdout.write(summaryOf(verified, tasks.length));
	return verified.every(({ grade }) => grade.status === 'pass') ? exitCodes.done : exitCodes.guest;
}

async function verifyTask(task: Task, work: string, flags: VerifyFlags): Promise<readonly Verified[]> {
	using grader = await Grader.open(task);
	const own = ownFile(work, task);
	const files = flags.solutions ? solutionsOf(task) : [flags.file ?? own];
	const verified: Verified[] = [];
	for (const file of files) {
		const isOwn = file === own;
		const source = isOwn ? currentSource(work, task) : readFileSync(file, 'utf8');
		const grade = await grader.grade(source);
		if (isOwn && existsSync(own)) writeProgress(work, withGrade(readProgress(work), task.id, grade, new Date()));
		verified.push({ task, file, grade, checks: grader.loaded.checks.length });
	}
	return verified;
}

const mostSaid = 43;

function headOf({ task, file }: Verified): string {
	const where = existsSync(file) ? fromHere(file) : 'as it is shipped; you have not begun';
	return `${paint.bold(`${task.id} ${task.title}`)} · ${where}`;
}

function lineOf(verified: readonly Verified[]): string {
	return table(verified.map((each) => rowOf(each)));
}

function rowOf({ task, grade }: Verified): readonly string[] {
	const mark = grade.status === 'pass' ? paint.green('✓') : paint.red('✗');
	const first = grade.checks.find(({ status }) => status !== 'pass');
	const said = grade.status === 'pass' ? '' : `${first?.messageId ?? ''} ${first?.message ?? grade.message ?? ''}`.trim();
	const title = `${task.id} ${task.title}`.padEnd(24);
	return [mark, title, `${grade.points}/${grade.possible}`.padStart(5), shortened(said.split('\n')[0] ?? '')];
}

/** What is left of 80 columns. */
function shortened(text: string): string {
	return text.length <= mostSaid ? text : `${text.slice(0, mostSaid - 1)}…`;
}

function summaryOf(verified: readonly Verified[], of: number): string {
	const failing = new Set(verified.filter(({ grade }) => grade.status !== 'pass').map(({ task }) => task.id));
	return `\n${of - failing.size} of ${of} passing, ${failing.size} of ${of} failing\n`;
}

/** One exercise is Exercism's own format; several are one of it for each file. */
function asJson(verified: readonly Verified[]): unknown {
	const [only] = verified;
	if (verified.length === 1 && only) return exercismResults(only.grade);
	return verified.map(({ task, file, grade }) => ({ exercise: task.id, file: relative(process.cwd(), file), ...exercismResults(grade) }));
}

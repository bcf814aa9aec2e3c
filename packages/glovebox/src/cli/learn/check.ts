/** `glovebox learn check`: the author gate, at the command line. */
import { styleText } from 'node:util';
import { exitCodes } from '../exit-codes.ts';
import { paint, table } from '../terminal.ts';
import { type GatePart, gateParts, type GateReport, runGate } from './author/gate.ts';
import { findCourse, selectTasks, tasksOf } from './course.ts';

export interface CheckFlags {
	readonly course?: string;
	readonly only?: string;
	readonly atOnce?: string;
}

/** Runs the gate for the whole course, for levels (`2`) or for exercises (`1.3`); gives the exit code. */
export async function checkCourse(words: readonly string[], flags: CheckFlags): Promise<number> {
	const course = findCourse(flags.course);
	const tasks = selectTasks(
		tasksOf(course),
		words.filter((word) => !isLevel(word) || hasTasks(course, word)),
	);
	const levels = words.length === 0 ? [0, 1, 2, 3] : words.filter(isLevel).map(Number);
	const chosen = words.length > 0 && words.every((word) => isLevel(word) && !hasTasks(course, word)) ? [] : tasks;
	const onDone = (what: string, problems: readonly string[]) => {
		process.stdout.write(`${problems.length === 0 ? paint.green('✓') : paint.red('✗')} ${what}\n`);
		for (const problem of problems) process.stdout.write(`  ${problem.replaceAll('\n', '\n  ')}\n`);
	};
	const report = await runGate({ course, tasks: chosen, levels, parts: readParts(flags.only), atOnce: readCount(flags.atOnce), onDone });
	process.stdout.write(`\n${reportTable(report)}\n`);
	return report.problems.length === 0 ? exitCodes.done : exitCodes.guest;
}

function reportTable({ reports, programs, problems, seconds }: GateReport): string {
	const rows = reports.map(({ task, checks, solutions, wrong, generated, problems: own, seconds: took }) => [
		...[task.id, task.title, String(checks), solutions, wrong, generated, took.toFixed(1)],
		own.length === 0 ? '' : paint.red(`${own.length} wrong`),
	]);
	const head = ['', 'exercise', 'checks', 'solutions', 'wrong', 'generated', 'seconds', ''];
	const lines = rows.length === 0 ? [] : [table([head, ...rows]), ''];
	const ran = programs === 0 ? '' : `, ${programs} programs`;
	const summary = `${reports.length} exercises${ran}, ${problems.length} problems, ${seconds.toFixed(1)} s`;
	return [...lines, problems.length === 0 ? summary : styleText('bold', summary)].join('\n');
}

function readParts(only: string | undefined): ReadonlySet<GatePart> {
	if (only === undefined) return new Set(gateParts);
	const parts = only.split(',');
	const unknown = parts.find((part) => !gateParts.includes(part as GatePart));
	if (unknown !== undefined) throw new TypeError(`--only ${unknown} is no part of the gate; they are ${gateParts.join(', ')}`);
	return new Set(parts as GatePart[]);
}

function readCount(text = '2'): number {
	const count = Number(text);
	if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`--at-once ${text} must be a whole number above 0`);
	return count;
}

function isLevel(word: string): boolean {
	return /^[123]$/.test(word);
}

function hasTasks(course: string, level: string): boolean {
	return tasksOf(course).some((task) => String(task.level) === level);
}

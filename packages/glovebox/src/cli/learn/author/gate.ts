/** The author gate: everything that is laid down for the course, checked by doing it. */
import { join } from 'node:path';
import { levelFolders, type Task } from '../course.ts';
import { levelProblems, taskFileProblems, topProblems } from './files.ts';
import { linkProblems } from './links.ts';
import { type CourseProgram, programProblems, programsOf } from './programs.ts';
import { gradeTask, type TaskReport } from './submissions.ts';

/** The parts of the gate, for `--only`. */
export const gateParts = ['files', 'links', 'programs', 'exercises'] as const;
export type GatePart = (typeof gateParts)[number];

export interface GateOptions {
	readonly course: string;
	/** The exercises to grade. */
	readonly tasks: readonly Task[];
	/** Levels whose files, links and programs are looked at; 0 is the course's own folder. */
	readonly levels: readonly number[];
	readonly parts: ReadonlySet<GatePart>;
	readonly atOnce: number;
	/** Called as each piece of work is done. */
	readonly onDone: (what: string, problems: readonly string[]) => void;
}

export interface GateReport {
	readonly reports: readonly TaskReport[];
	/** How many examples and claims files were run. */
	readonly programs: number;
	readonly problems: readonly string[];
	readonly seconds: number;
}

/** Runs the gate; what starts guests or programs runs `atOnce` at a time. */
export async function runGate({ course, tasks, levels, parts, atOnce, onDone }: GateOptions): Promise<GateReport> {
	const started = performance.now();
	const problems: string[] = [];
	const reports = new Map<Task, TaskReport>();
	const found = (what: string, more: readonly string[]) => {
		problems.push(...more);
		onDone(what, more);
	};
	if (parts.has('files')) found('files', fileProblems(course, tasks, levels));
	if (parts.has('links')) found('links', pageProblems(course, tasks, levels));
	const programs = parts.has('programs') ? levels.filter((level) => level > 0).flatMap((level) => programsOf(course, level)) : [];
	const jobs = [
		...(parts.has('exercises') ? tasks : []).map((task) => async () => {
			const report = await tryGrading(course, task);
			reports.set(task, report);
			found(`exercise ${task.id}`, report.problems);
		}),
		...programs.map((program: CourseProgram) => async () => {
			found(program.path.slice(course.length + 1), await programProblems(course, program));
		}),
	];
	const lane = async (): Promise<void> => {
		for (let job = jobs.shift(); job; job = jobs.shift()) await job();
	};
	await Promise.all(Array.from({ length: atOnce }, lane));
	const sorted = tasks.flatMap((task) => reports.get(task) ?? []);
	return { reports: sorted, programs: programs.length, problems, seconds: (performance.now() - started) / 1_000 };
}

async function tryGrading(course: string, task: Task): Promise<TaskReport> {
	try {
		return await gradeTask(course, task);
	} catch (error) {
		const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
		const problems = [`${task.folder.slice(course.length + 1)}: cannot be graded: ${text}`];
		return { task, checks: 0, solutions: '-', wrong: '-', generated: '-', seconds: 0, problems };
	}
}

function fileProblems(course: string, tasks: readonly Task[], levels: readonly number[]): readonly string[] {
	return [
		...levels.flatMap((level) => (level === 0 ? topProblems(course) : levelProblems(course, level))),
		...tasks.flatMap((task) => taskFileProblems(course, task)),
	];
}

function pageProblems(course: string, tasks: readonly Task[], levels: readonly number[]): readonly string[] {
	if (levels.includes(0)) return linkProblems(course, course);
	const folders = levels.map((level) => join(course, levelFolders[level - 1] as string));
	return (levels.length > 0 ? folders : tasks.map(({ folder }) => folder)).flatMap((folder) => linkProblems(course, folder));
}

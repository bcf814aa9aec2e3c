/**
 * Grades many submissions: several at once, and no submitter waits for the whole of another one's pile.
 *
 * Runs on: host.
 */
import { type Grade, type GradeOptions, grade } from './grade.ts';
import { lanes } from './lanes.ts';
import { checkGradeManyOptions } from './options.ts';

/** One of many. */
export interface Entry {
	/** Who handed it in: fairness is between these. */
	readonly submitter: string;
	readonly submission: GradeOptions['submission'];
}

/** What many submissions are graded with: as `grade`, with `submissions` for `submission`. */
export interface GradeManyOptions extends Omit<GradeOptions, 'submission' | 'onCheck' | 'tenant'> {
	readonly submissions: readonly Entry[];
	/** How many submissions are graded at once; the checks of each run one after another. Default 2. */
	readonly atOnce?: number;
	/**
	 * Guests of two submitters never share a carrier: an escaped one sees no other submitter's code. Since they take
	 * turns, each submission then costs the start of a carrier. Default false: all are one trust class.
	 */
	readonly apart?: boolean;
	/** Called when a submission is done. */
	readonly onGrade?: (graded: Graded, done: number, of: number) => void;
}

export interface Graded extends Entry {
	readonly grade: Grade;
}

/**
 * Grades many submissions and gives the grades in the order of the submissions. Submitters take turns: whoever hands in a hundred
 * does not keep one who hands in one waiting.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { check, gradeMany, gradeTable } from 'glovebox/grading';
 * await using sandbox = createSandbox();
 * const drive = ({ one }: { one: number }) => one;
 * const checks = [check({ id: 'one', task: 1, sentence: 'is 1', drive, expect: 1 })];
 * const submissions = ['1', '2'].map((text, at) => ({ submitter: `student ${at + 1}`, submission: `export const one = ${text}` }));
 * const grades = await gradeMany({ sandbox, checks, submissions });
 * console.log(grades.map(({ grade }) => grade.status)); // → [ 'pass', 'fail' ]
 * ```
 */
export async function gradeMany(options: GradeManyOptions): Promise<readonly Graded[]> {
	checkGradeManyOptions(options);
	const { submissions, atOnce = 2, apart = false, onGrade, ...rest } = options;
	const graded = new Map<Entry, Graded>();
	await lanes(inTurns(submissions), atOnce, async (entry) => {
		const own = apart ? { tenant: entry.submitter } : {};
		const done = { ...entry, grade: await grade({ ...rest, ...own, submission: entry.submission, atOnce: 1 }) };
		graded.set(entry, done);
		onGrade?.(done, graded.size, submissions.length);
	});
	return submissions.flatMap((entry) => graded.get(entry) ?? []);
}

/** One of each submitter, then the next one of each. */
export function inTurns(entries: readonly Entry[]): readonly Entry[] {
	const piles = Map.groupBy(entries, ({ submitter }) => submitter);
	const turns: Entry[] = [];
	for (let at = 0; turns.length < entries.length; at++) {
		for (const pile of piles.values()) {
			const entry = pile[at];
			if (entry) turns.push(entry);
		}
	}
	return turns;
}

/** Grades as a table of text: a row a submission, a column a check. */
export function gradeTable(grades: readonly Graded[]): string {
	const ids = [...new Set(grades.flatMap(({ grade }) => grade.checks.map(({ id }) => id)))];
	const rows = grades.map(({ submitter, grade }) => {
		const marks = ids.map((id) => marksOf[grade.checks.find((check) => check.id === id)?.status ?? 'none']);
		const first = grade.message ?? grade.checks.find(({ status }) => status !== 'pass')?.messageId ?? '';
		return [submitter, `${grade.points}/${grade.possible}`, ...marks, first.split('\n')[0] ?? ''];
	});
	const lines = [['submitter', 'points', ...ids, 'first'], ...rows];
	const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0))) ?? [];
	return lines
		.map((line) =>
			line
				.map((cell, at) => cell.padEnd(widths[at] ?? 0))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

const marksOf = { pass: '✓', fail: '✗', error: '!', none: '' } as const;

/** What the learner has done: one file of JSON, `progress.json`, beside the learner's work. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grade } from '../../grading/index.ts';

export const paths = ['full', 'fast', 'deep'] as const;
export type LearningPath = (typeof paths)[number];

/** One exercise's story. Times are ISO texts. */
export interface TaskProgress {
	readonly passed?: string;
	readonly skipped?: true;
	readonly begun?: string;
	/** How many hints were read. */
	readonly hints?: number;
	readonly tries?: number;
	/** Of the best try. */
	readonly points?: number;
	readonly possible?: number;
}

/** A recall card's story. */
export interface CardProgress {
	/** How often it was known, one time after another. Twice is learned. */
	readonly known: number;
	/** The day on which it comes back: `2026-11-23`. */
	readonly due: string;
}

export interface Progress {
	readonly version: 1;
	readonly path: LearningPath;
	readonly exercises: Readonly<Record<string, TaskProgress>>;
	/** By `level.guide.card`: `1.3.2`. */
	readonly cards: Readonly<Record<string, CardProgress>>;
}

const none: Progress = { version: 1, path: 'full', exercises: {}, cards: {} };

function progressFile(work: string): string {
	return join(work, 'progress.json');
}

/** Reads it; a new one where there is none. @throws TypeError where the file is none of ours. */
export function readProgress(work: string): Progress {
	const file = progressFile(work);
	if (!existsSync(file)) return none;
	try {
		const { version, path, exercises, cards } = JSON.parse(readFileSync(file, 'utf8')) as Progress;
		if (version === 1 && paths.includes(path) && isRecord(exercises) && isRecord(cards)) return { version, path, exercises, cards };
	} catch {
		// Told below, with the way out.
	}
	throw new TypeError(`Cannot read "${file}": it is not a progress file; mend it, or remove it to begin anew`);
}

/** Writes it whole, or not at all. */
export function writeProgress(work: string, progress: Progress): void {
	mkdirSync(work, { recursive: true });
	const file = progressFile(work);
	writeFileSync(`${file}.new`, `${JSON.stringify(progress, undefined, '\t')}\n`);
	renameSync(`${file}.new`, file);
}

/** The progress with something new of one exercise. */
export function withTask(progress: Progress, id: string, news: TaskProgress): Progress {
	return { ...progress, exercises: { ...progress.exercises, [id]: { ...progress.exercises[id], ...news } } };
}

/** The progress after a grade: a pass is never taken back. */
export function withGrade(progress: Progress, id: string, grade: Grade, now: Date): Progress {
	const { passed, tries = 0, points = 0, begun } = progress.exercises[id] ?? {};
	const news = {
		begun: begun ?? now.toISOString(),
		tries: tries + 1,
		points: Math.max(points, grade.points),
		possible: grade.possible,
		...(grade.status === 'pass' ? { passed: passed ?? now.toISOString() } : {}),
	};
	return withTask(progress, id, news);
}

const waitMs = 10 * 60_000;
const hintsNeeded = 3;

/** Why the solution is not open yet; `undefined` where it is: after a pass, or after three hints and ten minutes. */
export function whyLocked({ passed, begun, hints = 0 }: TaskProgress = {}, now: Date): string | undefined {
	if (passed !== undefined) return undefined;
	if (hints < hintsNeeded) return `It opens when you have passed, or after three hints (you have read ${hints}) and ten minutes.`;
	const left = begun === undefined ? waitMs : Date.parse(begun) + waitMs - now.getTime();
	return left <= 0 ? undefined : `It opens when you have passed, or in ${Math.ceil(left / 60_000)} minutes.`;
}

function isRecord(value: unknown): value is Record<string, never> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The learner's own files: a folder with a copy of each exercise that was begun, and the progress. */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Task } from './course.ts';

export const defaultWork = 'my-course';

/** What stays the course's own. */
const notCopied = new Set(['README.md', 'hints.md', 'steps.ts', 'hidden.ts', 'wrong']);

/** Where the learner writes. */
export function ownFile(work: string, { id, name }: Task): string {
	return join(work, `${id}-${name.slice(2)}`, 'start.ts');
}

/** Copies the exercise's start unless the learner has one; gives the file. */
export function begin(work: string, task: Task): string {
	const file = ownFile(work, task);
	if (!existsSync(file)) reset(work, task);
	return file;
}

/** Puts the exercise's start in place of whatever the learner wrote. */
export function reset(work: string, task: Task): string {
	const file = ownFile(work, task);
	mkdirSync(join(file, '..'), { recursive: true });
	const isCopied = (from: string) => !notCopied.has(relative(task.folder, from));
	cpSync(task.folder, join(file, '..'), { recursive: true, filter: isCopied });
	return file;
}

/** What is to be graded: the learner's text, or the start as it is shipped. */
export function currentSource(work: string, task: Task): string {
	const own = ownFile(work, task);
	return readFileSync(existsSync(own) ? own : join(task.folder, 'start.ts'), 'utf8');
}

/** A path as it reads best from here. */
export function fromHere(path: string): string {
	const short = relative(process.cwd(), path);
	return short === '' || short.startsWith('../../..') ? path : short;
}

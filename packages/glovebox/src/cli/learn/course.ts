/** The course on disk: where it is, and which exercises it has. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check, Exercise } from '../../grading/index.ts';

/** An exercise's place in the course. */
export interface Task {
	/** As in `glovebox learn verify 1.2`. */
	readonly id: string;
	readonly level: number;
	readonly number: number;
	/** `2-sessions`. */
	readonly name: string;
	readonly title: string;
	readonly folder: string;
	/** `L1E2`: in front of message ids. */
	readonly prefix: string;
}

/** What an exercise's own modules say. */
export interface LoadedTask extends Exercise {
	readonly hidden: readonly Check[];
	/** Steps, then the hidden ones. */
	readonly checks: readonly Check[];
}

export const levelFolders = ['level-1-basics', 'level-2-intermediate', 'level-3-advanced'] as const;

/** The folder of the course: the one given, or `course` here or in a folder above. */
export function findCourse(given: string | undefined): string {
	if (given !== undefined) {
		if (isCourse(resolve(given))) return resolve(given);
		throw new TypeError(`--course ${given} is no course: it has no folder ${levelFolders[0]}`);
	}
	for (let folder = process.cwd(); ; folder = dirname(folder)) {
		for (const candidate of [join(folder, 'course'), folder]) if (isCourse(candidate)) return candidate;
		if (folder === dirname(folder)) throw new TypeError('There is no course here: name its folder with --course');
	}
}

/** All exercises, in order. */
export function tasksOf(course: string): readonly Task[] {
	return levelFolders.flatMap((levelFolder, at) => {
		const exercises = join(course, levelFolder, 'exercises');
		const names = existsSync(exercises)
			? readdirSync(exercises)
					.filter((name) => /^\d-/.test(name))
					.sort()
			: [];
		return names.map((name) => taskOf(join(exercises, name), at + 1, name));
	});
}

/** The exercises that words such as `1`, `1.2` or `2-sessions` name; all without words. */
export function selectTasks(tasks: readonly Task[], words: readonly string[]): readonly Task[] {
	for (const word of words) {
		if (!tasks.some((task) => isNamed(task, word))) {
			throw new TypeError(`"${word}" is no exercise; they are ${tasks.map(({ id }) => id).join(', ')}`);
		}
	}
	return words.length === 0 ? tasks : tasks.filter((task) => words.some((word) => isNamed(task, word)));
}

/** Loads an exercise's checks. */
export async function loadTask({ folder, id }: Task): Promise<LoadedTask> {
	resolveOwnName();
	const [{ exercise }, { hidden = [] }] = await Promise.all([load(folder, 'steps.ts'), load(folder, 'hidden.ts')]);
	if (exercise === undefined) throw new TypeError(`Exercise ${id}: steps.ts exports no "exercise"`);
	return { ...exercise, hidden, checks: [...exercise.steps, ...hidden] };
}

async function load(folder: string, file: string): Promise<{ readonly exercise?: Exercise; readonly hidden?: readonly Check[] }> {
	const path = join(folder, file);
	return existsSync(path) ? await import(pathToFileURL(path).href) : {};
}

function isCourse(folder: string): boolean {
	return existsSync(join(folder, levelFolders[0]));
}

function isNamed({ id, level, name }: Task, word: string): boolean {
	return word === id || word === String(level) || word === name;
}

function taskOf(folder: string, level: number, name: string): Task {
	const number = Number(name[0]);
	return { id: `${level}.${number}`, level, number, name, title: titleOf(folder, name), folder, prefix: `L${level}E${number}` };
}

/** The heading of its README, without its number. */
function titleOf(folder: string, name: string): string {
	const file = join(folder, 'README.md');
	const [, heading] = existsSync(file) ? (/^# (.+)$/m.exec(readFileSync(file, 'utf8')) ?? []) : [];
	return (heading ?? name.slice(2)).replace(/^[\d.]+\s*[·:.-]?\s*/, '');
}

const own = { resolved: false };

/** A course imports `glovebox/grading` by its name: that is this very package, wherever the course lies. */
function resolveOwnName(): void {
	if (own.resolved) return;
	own.resolved = true;
	const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
	registerHooks({
		resolve(specifier, context, next) {
			const [, door] = /^glovebox(?:\/([a-z/]+))?$/.exec(specifier) ?? [];
			if (!/^glovebox(\/|$)/.test(specifier)) return next(specifier, context);
			const path = door === undefined ? 'index' : door === 'expressions/compat' ? door : `${door}/index`;
			return { url: new URL(`../../${path}.${extension}`, import.meta.url).href, shortCircuit: true };
		},
	});
}

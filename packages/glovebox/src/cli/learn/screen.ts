/** What the interactive terminal shows, as text. */
import { paint } from '../terminal.ts';
import type { Task } from './course.ts';
import type { Progress } from './progress.ts';
import { barText } from './texts.ts';
import { fromHere } from './work.ts';

/** What is to be seen. */
export interface View {
	readonly tasks: readonly Task[];
	readonly task: Task;
	readonly progress: Progress;
	/** The learner's file. */
	readonly file: string;
	/** The result, a hint, a list: whatever was asked for last. */
	readonly body: string;
	/** One line of what is going on. */
	readonly status: string;
}

const keys = [
	['h', 'hint'],
	['l', 'list'],
	['r', 'reset'],
	['s', 'solution'],
	['c', 'check all'],
	['p', 'progress'],
	['m', 'cards'],
	['n', 'next'],
	['b', 'back'],
	['q', 'quit'],
] as const;

const half = keys.length / 2;

/** The whole screen, without moving the cursor. */
export function screenText({ tasks, task, progress, file, body, status }: View): string {
	return [
		barText(tasks, progress),
		'',
		paint.bold(`${task.id} ${task.title}`),
		`  task   ${fromHere(`${task.folder}/README.md`)}`,
		`  write  ${fromHere(file)}`,
		'',
		body,
		'',
		paint.dim(status),
		keyLine(keys.slice(0, half)),
		keyLine(keys.slice(half)),
	].join('\n');
}

function keyLine(some: readonly (readonly [string, string])[]): string {
	return some.map(([key, what]) => `${paint.bold(key)} ${what}`).join(' · ');
}

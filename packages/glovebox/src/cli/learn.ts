/** `glovebox learn`: the course, in a terminal. */
import type { Command } from 'commander';
import { type CheckFlags, checkCourse } from './learn/check.ts';

export function addLearn(program: Command): void {
	const learn = program.command('learn').description('learn sandboxing by doing: the course, its exercises and their grader');
	learn
		.command('check')
		.argument('[what...]', 'levels (2) and exercises (1.3); all without')
		.description('for authors: check everything that is laid down for the course')
		.option('--course <folder>', 'where the course is')
		.option('--only <parts>', 'of files, links, programs, exercises')
		.option('--at-once <count>', 'how many guests or programs run at once', '2')
		.action(async (words: readonly string[], flags: CheckFlags) => {
			process.exitCode = await checkCourse(words, flags);
		});
}

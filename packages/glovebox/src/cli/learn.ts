/** `glovebox learn`: the course, in a terminal. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { exitCodes } from './exit-codes.ts';
import { type CheckFlags, checkCourse } from './learn/check.ts';
import { findCourse, selectTasks, type Task, tasksOf } from './learn/course.ts';
import { hintsOf, solutionsOf } from './learn/hints.ts';
import { courseProgress, hintText, learn } from './learn/interactive.ts';
import { type LearningPath, paths, readProgress, withTask, writeProgress } from './learn/progress.ts';
import { barText, listText, onPath, solutionText } from './learn/texts.ts';
import { defaultWork, fromHere, reset } from './learn/work.ts';
import { verify, type VerifyFlags } from './learn/verify.ts';

interface Flags {
	readonly course?: string;
	readonly work: string;
	readonly path?: LearningPath;
}

const notes = `
Your copies of the exercises are written below "${defaultWork}" (--work), and so is progress.json: what you passed, the
hints you read, your recall cards. The course's own files stay as they are.

Examples:
  $ glovebox learn                    the exercise that is next; checks on each save
  $ glovebox learn --path fast
  $ glovebox learn verify 1.2         once, in full
  $ glovebox learn verify 1.2 --json  Exercism's results, version 3
  $ glovebox learn verify --all

Keys:
  h hint · l list · r reset · s solution · c check all · p progress · m recall cards
  n next · b back · Enter check now · q quit

Solutions open when you have passed, or after three hints and ten minutes.`;

export function addLearn(program: Command): void {
	const command = program
		.command('learn')
		.argument('[exercise]', 'where to begin, such as 1.2; else the one that is next')
		.description('learn sandboxing by doing: the course, its exercises and their grader')
		.addHelpText('after', notes)
		.action(async (word: string | undefined, flags: Flags) => {
			const place = { course: findCourse(flags.course), work: resolve(flags.work), path: flags.path };
			process.exitCode = await learn(place, word);
		});
	withPlace(command).addOption(new Option('--path <name>', 'which exercises').choices(paths));
	addVerify(command);
	addSmall(command);
	addCheck(command);
}

/** The options of a parent are its own: each sub-command has them too. */
function withPlace(command: Command): Command {
	return command.option('--course <folder>', 'where the course is').option('--work <folder>', 'where your files are', defaultWork);
}

function addVerify(learnCommand: Command): void {
	withPlace(learnCommand.command('verify'))
		.argument('[exercises...]', 'exercises (1.2) and levels (2)')
		.description('grade your files once; those that you have not begun as they are shipped')
		.option('--all', 'every exercise')
		.option('--solutions', "the course's own solutions instead")
		.option('--file <file>', 'this file instead, for one exercise')
		.option('--json', "print Exercism's results")
		.action(async (words: readonly string[], _own: unknown, self: Command) => {
			const flags = self.optsWithGlobals<Flags & VerifyFlags>();
			process.exitCode = await verify(findCourse(flags.course), resolve(flags.work), words, flags);
		});
}

/** Sub-commands of a line or two. */
function addSmall(learnCommand: Command): void {
	const add = (name: string, description: string, act: (place: { course: string; work: string }, task: Task) => string) => {
		withPlace(learnCommand.command(name))
			.argument('<exercise>', 'such as 1.2')
			.description(description)
			.action((word: string, _own: unknown, self: Command) => {
				const flags = self.optsWithGlobals<Flags>();
				const place = { course: findCourse(flags.course), work: resolve(flags.work) };
				const [task] = selectTasks(tasksOf(place.course), [word]) as [Task];
				process.stdout.write(`${act(place, task)}\n`);
				process.exitCode = exitCodes.done;
			});
	};
	add('hint', 'show the next hint of an exercise', ({ work }, task) => {
		const progress = readProgress(work);
		const hints = hintsOf(task);
		const read = Math.min((progress.exercises[task.id]?.hints ?? 0) + 1, hints.length);
		const begun = progress.exercises[task.id]?.begun ?? new Date().toISOString();
		writeProgress(work, withTask(progress, task.id, { hints: read, begun }));
		return hintText(hints, read);
	});
	add(
		'reset',
		'put the start of an exercise in place of your file',
		({ work }, task) => `${fromHere(reset(work, task))} is as it was shipped.`,
	);
	add('solution', 'say where the solutions of an exercise are, once they are open', ({ work }, task) =>
		solutionText(solutionsOf(task), readProgress(work).exercises[task.id], new Date()),
	);
	const addOverview = (name: string, description: string, text: (course: string, work: string) => string) => {
		withPlace(learnCommand.command(name))
			.description(description)
			.action((_own: unknown, self: Command) => {
				const flags = self.optsWithGlobals<Flags>();
				process.stdout.write(`${text(findCourse(flags.course), resolve(flags.work))}\n`);
			});
	};
	addOverview('list', 'list the exercises of your path with their state', (course, work) => {
		const progress = readProgress(work);
		return listText(onPath(tasksOf(course), progress.path), progress);
	});
	addOverview('progress', 'say how far you are, cards and all', (course, work) => {
		const progress = readProgress(work);
		return `${barText(onPath(tasksOf(course), progress.path), progress)}\n\n${courseProgress(course, progress)}`;
	});
}

function addCheck(learnCommand: Command): void {
	learnCommand
		.command('check')
		.argument('[what...]', 'levels (2) and exercises (1.3); all without')
		.description('for authors: check everything that is laid down for the course')
		.option('--course <folder>', 'where the course is')
		.option('--only <parts>', 'of files, links, programs, exercises')
		.option('--at-once <count>', 'how many guests or programs run at once', '2')
		.action(async (words: readonly string[], _own: unknown, self: Command) => {
			process.exitCode = await checkCourse(words, self.optsWithGlobals<CheckFlags>());
		});
}

/**
 * `glovebox learn`: watches the learner's file, grades it on each save, and obeys single keys. Where it is piped it says once how
 * things stand, and ends.
 *
 * Size: one screen, one state.
 */
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { emitKeypressEvents } from 'node:readline';
import { EngineError } from '../../index.ts';
import { exitCodes } from '../exit-codes.ts';
import { shown, wrap } from '../terminal.ts';
import { selectTasks, type Task, tasksOf } from './course.ts';
import { Grader } from './grade-task.ts';
import { hintsOf, solutionsOf } from './hints.ts';
import { type LearningPath, type Progress, readProgress, withGrade, withTask, writeProgress } from './progress.ts';
import { answered, type Card, cardsOf, dueCards, learnedAfter } from './recall.ts';
import { screenText } from './screen.ts';
import { barText, gradeText, isOpen, listText, nextTask, onPath, progressText, solutionText } from './texts.ts';
import { begin, currentSource, fromHere, reset } from './work.ts';

export interface LearnPlace {
	readonly course: string;
	readonly work: string;
	/** Taken from the progress where it is not given. */
	readonly path: LearningPath | undefined;
}

/** Editors write in several steps. */
const settleMs = 80;

/** Runs until `q` or Ctrl-C; gives the exit code. */
export async function learn(place: LearnPlace, word: string | undefined): Promise<number> {
	const lesson = new Lesson(place, word);
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		process.stdout.write(`${lesson.summary()}\n`);
		return exitCodes.done;
	}
	return lesson.run();
}

class Lesson {
	readonly #place: LearnPlace;
	readonly #tasks: readonly Task[];
	#progress: Progress;
	#task: Task;
	#file: string;
	#body = '';
	#status = '';
	#grading: AbortController | undefined;
	/** What the next key answers, where a question is on the screen. */
	#question: ((key: string) => void) | undefined;
	#stopWatching: () => void = () => undefined;
	readonly #over = Promise.withResolvers<number>();

	constructor(place: LearnPlace, word: string | undefined) {
		this.#place = place;
		const progress = readProgress(place.work);
		this.#progress = place.path === undefined ? progress : { ...progress, path: place.path };
		this.#tasks = onPath(tasksOf(place.course), this.#progress.path);
		const [chosen] = word === undefined ? [nextTask(this.#tasks, this.#progress)] : selectTasks(this.#tasks, [word]);
		const task = chosen ?? this.#tasks[0];
		if (task === undefined) throw new TypeError(`There are no exercises in ${place.course}`);
		this.#task = task;
		this.#file = '';
	}

	/** How things stand, for a pipe. */
	summary(): string {
		const next = nextTask(this.#tasks, this.#progress);
		const todo = next ? `Next: glovebox learn verify ${next.id}   (task: ${fromHere(next.folder)}/README.md)` : 'All passed.';
		return [barText(this.#tasks, this.#progress), '', listText(this.#tasks, this.#progress), '', todo].join('\n');
	}

	async run(): Promise<number> {
		const { stdin } = process;
		this.#save(this.#progress);
		this.#enter(this.#task);
		emitKeypressEvents(stdin);
		stdin.setRawMode(true);
		const onKey = (_text: string | undefined, key: { readonly name?: string; readonly ctrl?: boolean }) => this.#press(key);
		const onResize = () => this.#draw();
		stdin.on('keypress', onKey);
		process.stdout.on('resize', onResize);
		try {
			return await this.#over.promise;
		} finally {
			this.#grading?.abort();
			this.#stopWatching();
			stdin.off('keypress', onKey).setRawMode(false).pause();
			process.stdout.off('resize', onResize);
			process.stdout.write('\n');
		}
	}

	#press({ name = '', ctrl = false }: { readonly name?: string; readonly ctrl?: boolean }): void {
		if (ctrl && (name === 'c' || name === 'd')) return this.#over.resolve(exitCodes.interrupted);
		const question = this.#question;
		if (question) {
			this.#question = undefined;
			return question(name);
		}
		if (ctrl) return;
		const actions: ReadonlyMap<string, () => void> = new Map([
			['h', () => this.#hint()],
			['l', () => this.#tell(listText(this.#tasks, this.#progress, this.#task))],
			['r', () => this.#askReset()],
			['s', () => this.#tell(solutionText(solutionsOf(this.#task), this.#progress.exercises[this.#task.id], new Date()))],
			['c', () => void this.#checkAll()],
			['p', () => this.#tell(this.#progressText())],
			['m', () => this.#askCard(dueCards(this.#cards(), this.#progress, new Date()))],
			['n', () => this.#move(1)],
			['b', () => this.#move(-1)],
			['q', () => this.#over.resolve(exitCodes.done)],
			['return', () => void this.#check()],
		]);
		actions.get(name)?.();
	}

	/** Makes an exercise the one at hand: its file is there, is watched, and is graded. */
	#enter(task: Task): void {
		this.#task = task;
		this.#file = begin(this.#place.work, task);
		const begun = this.#progress.exercises[task.id]?.begun ?? new Date().toISOString();
		this.#save(withTask(this.#progress, task.id, { begun }));
		this.#watch();
		void this.#check();
	}

	#watch(): void {
		this.#stopWatching();
		let timer: NodeJS.Timeout | undefined;
		// The folder is watched, for an editor that replaces a file leaves a watch of the file itself behind.
		const watcher = watch(dirname(this.#file), (_event, name) => {
			if (name !== null && name !== basename(this.#file)) return;
			clearTimeout(timer);
			timer = setTimeout(() => void this.#check(), settleMs);
		});
		this.#stopWatching = () => {
			clearTimeout(timer);
			watcher.close();
		};
	}

	/** Grades the file; a newer save ends a grading that is still going on. */
	async #check(): Promise<void> {
		this.#grading?.abort();
		const grading = new AbortController();
		this.#grading = grading;
		const task = this.#task;
		this.#question = undefined;
		this.#say('checking …');
		try {
			using grader = await Grader.open(task);
			const checks = grader.loaded.checks.length;
			let done = 0;
			const onCheck = () => {
				done += 1;
				if (!grading.signal.aborted) this.#say(`checking … ${done} of ${checks}`);
			};
			const grade = await grader.grade(currentSource(this.#place.work, task), { stopAtFirst: true, signal: grading.signal, onCheck });
			if (grading.signal.aborted) return;
			this.#save(withGrade(this.#progress, task.id, grade, new Date()));
			this.#body = gradeText(task, grade, checks);
			this.#say(
				grade.status === 'pass'
					? 'n takes you to the next exercise; s shows a solution to compare with'
					: 'watching: save the file to check it again',
			);
		} catch (error) {
			if (grading.signal.aborted) return;
			this.#tell(
				`The exercise cannot be graded: ${error instanceof EngineError || error instanceof Error ? error.message : String(error)}`,
			);
		}
	}

	/** Grades all exercises that were begun, one after another. */
	async #checkAll(): Promise<void> {
		this.#grading?.abort();
		const grading = new AbortController();
		this.#grading = grading;
		const begun = this.#tasks.filter(({ id }) => this.#progress.exercises[id]?.begun !== undefined);
		try {
			for (const task of begun) {
				this.#say(`checking ${task.id} ${task.title} …`);
				using grader = await Grader.open(task);
				const grade = await grader.grade(currentSource(this.#place.work, task), { signal: grading.signal });
				if (grading.signal.aborted) return;
				this.#save(withGrade(this.#progress, task.id, grade, new Date()));
			}
			this.#tell(listText(this.#tasks, this.#progress, this.#task));
		} catch (error) {
			if (!grading.signal.aborted) this.#tell(error instanceof Error ? error.message : String(error));
		}
	}

	#hint(): void {
		const hints = hintsOf(this.#task);
		const read = this.#progress.exercises[this.#task.id]?.hints ?? 0;
		const next = Math.min(read + 1, hints.length);
		this.#save(withTask(this.#progress, this.#task.id, { hints: next }));
		this.#tell(hintText(hints, next));
	}

	#askReset(): void {
		this.#question = (key) => {
			if (key !== 'y') return this.#tell('Nothing was changed.');
			reset(this.#place.work, this.#task);
			this.#body = '';
			void this.#check();
		};
		this.#tell(`Put the start in place of ${fromHere(this.#file)}? What you wrote is lost. y yes · any other key no`);
	}

	/** To a neighbor on the path. What is not passed is skipped by a second `n`, and stays marked. */
	#move(step: 1 | -1): void {
		const to = this.#tasks[this.#tasks.indexOf(this.#task) + step];
		if (to === undefined) return this.#tell(step > 0 ? 'This is the last one.' : 'This is the first one.');
		if (step < 0 || isOpen(this.#tasks, to, this.#progress)) return this.#enter(to);
		this.#question = (key) => {
			if (key !== 'n') return this.#tell('You stay here.');
			this.#save(withTask(this.#progress, this.#task.id, { skipped: true }));
			this.#enter(to);
		};
		this.#tell(`${to.id} opens when ${this.#task.id} is passed. n once more skips it; it stays marked as skipped.`);
	}

	#askCard(cards: readonly Card[]): void {
		const [card, ...rest] = cards;
		if (card === undefined) return this.#tell('No cards for today.');
		this.#question = () => {
			this.#question = (key) => {
				const story = answered(this.#progress.cards[card.id], key === 'y', new Date());
				this.#save({ ...this.#progress, cards: { ...this.#progress.cards, [card.id]: story } });
				this.#askCard(rest);
			};
			this.#tell(
				`${wrap(`Q  ${card.question}`)}\n${wrap(`A  ${card.answer}`)}\n\n${fromHere(card.guide)}\nDid you know it? y yes · any other key no`,
			);
		};
		this.#tell(`Q  ${card.question}\n\nAny key shows the answer. ${rest.length} more today.`);
	}

	#cards(): readonly Card[] {
		return cardsOf(this.#place.course, [1, 2, 3]);
	}

	#progressText(): string {
		return courseProgress(this.#place.course, this.#progress);
	}

	#save(progress: Progress): void {
		this.#progress = progress;
		writeProgress(this.#place.work, progress);
	}

	#tell(body: string): void {
		this.#body = body;
		this.#say('watching: save the file to check it; Enter checks it now');
	}

	#say(status: string): void {
		this.#status = status;
		this.#draw();
	}

	#draw(): void {
		const view = {
			tasks: this.#tasks,
			task: this.#task,
			progress: this.#progress,
			file: this.#file,
			body: this.#body,
			status: this.#status,
		};
		process.stdout.write(`\u001b[2J\u001b[3J\u001b[H${shown(screenText(view), process.stdout)}\n`);
	}
}

/** The hints read so far, the newest last. */
export function hintText(hints: readonly string[], read: number): string {
	if (hints.length === 0) return 'There are no hints for this one.';
	const shown = hints.slice(0, read).map((hint, at) => `Hint ${at + 1} of ${hints.length}\n${wrappedText(hint)}`);
	return shown.join('\n\n');
}

/** Paragraphs in 80 columns; code as it is. */
function wrappedText(text: string): string {
	let inCode = false;
	const line = (each: string) => {
		if (each.startsWith('```')) inCode = !inCode;
		return inCode || each.length <= 80 ? each : wrap(each);
	};
	return text.split('\n').map(line).join('\n');
}

/** All of the story, with the cards. */
export function courseProgress(course: string, progress: Progress): string {
	const cards = cardsOf(course, [1, 2, 3]);
	const learned = cards.filter(({ id }) => (progress.cards[id]?.known ?? 0) >= learnedAfter).length;
	const due = dueCards(cards, progress, new Date()).length;
	return progressText(onPath(tasksOf(course), progress.path), progress, { due, learned, all: cards.length });
}

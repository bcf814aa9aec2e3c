/** Grades what an author wrote for an exercise: the start, the solutions, the wrong ones, and six that are generated. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Grade } from '../../../grading/index.ts';
import type { Task } from '../course.ts';
import { Grader } from '../grade-task.ts';
import { generated } from './generated.ts';
import { linkProblem } from './links.ts';
import { afterOthers, together } from './together.ts';

/** What came of the submissions of one exercise. */
export interface TaskReport {
	readonly task: Task;
	readonly checks: number;
	readonly solutions: string;
	readonly wrong: string;
	readonly generated: string;
	readonly seconds: number;
	readonly problems: readonly string[];
}

/** A guest that hangs on purpose costs this much. */
const hangMs = 400;

/** Grades everything of one exercise. */
export async function gradeTask(course: string, task: Task): Promise<TaskReport> {
	const started = performance.now();
	using grader = await Grader.open(task);
	const author = new Author(course, grader);
	author.checkChecks();
	await author.start();
	const solutions = await author.solutions();
	const wrong = await author.wrong();
	author.checkRedundancy();
	const survived = await author.generated();
	return {
		task,
		checks: grader.loaded.checks.length,
		...{ solutions, wrong, generated: survived, problems: author.problems },
		seconds: (performance.now() - started) / 1_000,
	};
}

class Author {
	readonly problems: string[] = [];
	readonly #course: string;
	readonly #grader: Grader;
	/** Ids of checks that were the first failure of something. */
	readonly #drawn = new Set<string>();

	constructor(course: string, grader: Grader) {
		this.#course = course;
		this.#grader = grader;
	}

	/** Ids that are there once, guides that exist, tasks in order. */
	checkChecks(): void {
		const { task, loaded } = this.#grader;
		const ids = loaded.checks.map(({ id }) => id);
		const twice = ids.find((id, at) => ids.indexOf(id) !== at);
		if (twice !== undefined) this.#say(task.folder, `two checks have the id "${twice}"`);
		if (loaded.hidden.some(({ hidden }) => !hidden))
			this.#say(join(task.folder, 'hidden.ts'), 'exports checks that are not hidden: use hide([…])');
		for (const { id, guide } of loaded.checks) {
			const problem = guide === undefined ? 'is missing' : linkProblem(task.folder, guide);
			if (problem !== undefined) this.#say(task.folder, `the guide of check "${id}" ${problem}`);
		}
	}

	async start(): Promise<void> {
		const path = join(this.#grader.task.folder, 'start.ts');
		if (!existsSync(path)) return;
		const grade = await this.#grader.grade(readFileSync(path, 'utf8'), { stopAtFirst: true });
		this.#draw(path, grade, 'passes as it is shipped');
	}

	async solutions(): Promise<string> {
		const { task } = this.#grader;
		const folder = join(dirname(task.folder), '..', 'solutions');
		const names = list(folder).filter((name) => name === `${task.name}.ts` || (name.startsWith(`${task.name}.`) && name.endsWith('.ts')));
		if (names.length === 0) this.#say(join(folder, `${task.name}.ts`), 'is missing');
		let passed = 0;
		for (const name of names) {
			const path = join(folder, name);
			const grade = await this.#gradeSolution(readFileSync(path, 'utf8'));
			if (grade.status === 'pass') passed += 1;
			else this.#say(path, `does not pass: ${whatFailed(grade)}`);
		}
		return `${passed}/${names.length}`;
	}

	/** On a busy machine a right answer may be late, or its own guest be stopped too early: it has two more tries. */
	async #gradeSolution(source: string): Promise<Grade> {
		let grade = await this.#grader.grade(source);
		for (let tries = 0; tries < 2 && grade.status === 'fail'; tries++) grade = await this.#grader.grade(source);
		return grade;
	}

	async wrong(): Promise<string> {
		const { task } = this.#grader;
		const folder = join(task.folder, 'wrong');
		const names = list(folder).filter((name) => name.endsWith('.ts'));
		let right = 0;
		for (const name of names) {
			const path = join(folder, name);
			const wanted = `${task.prefix}.${name.slice(0, -'.ts'.length)}`;
			const grade = await this.#gradeWrong(readFileSync(path, 'utf8'), name.slice(0, -'.ts'.length));
			const drawn = this.#draw(path, grade, `passes; it must draw ${wanted}`);
			if (drawn === wanted) right += 1;
			else if (drawn !== undefined) this.#say(path, `draws ${whatFailed(grade)} first; it must draw ${wanted}`);
		}
		return `${right}/${names.length}`;
	}

	/**
	 * A wrong solution must pass all checks before the one that it fails. They run in one guest, which saves half of the gate's time;
	 * where something else comes of it than is wanted, all is done again as for a learner.
	 */
	async #gradeWrong(source: string, id: string): Promise<Grade> {
		const { checks } = this.#grader.loaded;
		const at = checks.findIndex((check) => check.id === id || check.mistakes.some((mistake) => mistake.id === id));
		const before = checks.slice(0, Math.max(0, at));
		const joined = before.filter(({ forAll }) => forAll === undefined);
		const others = before.filter(({ forAll }) => forAll !== undefined);
		const wanted = checks[at];
		const wantedId = `${this.#grader.task.prefix}.${id}`;
		if (wanted && wanted.forAll === undefined && others.length === 0 && joined.length > 0) {
			const grade = await this.#grader.grade(source, { checks: [afterOthers(joined, wanted)] });
			const [only] = grade.checks;
			if (only?.status === 'fail' && only.messageId === wantedId) return grade;
		}
		if (wanted && joined.length > 1) {
			const grade = await this.#grader.grade(source, { checks: [together(joined), ...others, wanted], stopAtFirst: true });
			if (grade.checks.at(-1)?.messageId === wantedId) return grade;
		}
		return this.#grader.grade(source, { stopAtFirst: true });
	}

	checkRedundancy(): void {
		const { task, loaded } = this.#grader;
		for (const { id } of loaded.checks) {
			if (!this.#drawn.has(id))
				this.#say(task.folder, `check "${id}" is the first failure of nothing: it is redundant, or a wrong/*.ts is missing`);
		}
	}

	async generated(): Promise<string> {
		let failed = 0;
		for (const [what, source] of generated) {
			const path = join(this.#grader.task.folder, `(a submission that ${what})`);
			try {
				const grade = await this.#grader.grade(source, { stopAtFirst: true, limits: { wallMs: hangMs } });
				if (grade.status === 'fail') failed += 1;
				else this.#say(path, `is graded "${grade.status}"; it must fail`);
			} catch (error) {
				this.#say(path, `gets no result: ${String(error)}`);
			}
		}
		return `${failed}/${generated.size}`;
	}

	/** The message id of the first failure. */
	#draw(path: string, grade: Grade, ifPassed: string): string | undefined {
		const first = grade.checks.find(({ status }) => status !== 'pass');
		if (first) this.#drawn.add(first.id);
		else if (grade.status === 'pass') this.#say(path, ifPassed);
		else this.#say(path, `does not load: ${grade.message}`);
		return first?.messageId;
	}

	#say(path: string, problem: string): void {
		this.problems.push(`${relative(this.#course, path)}: ${problem}`);
	}
}

function whatFailed({ checks, message }: Grade): string {
	const first = checks.find(({ status }) => status !== 'pass');
	if (first === undefined) return message ?? 'nothing';
	return `${first.messageId} (input ${first.input}, got ${first.got}${first.expected === undefined ? '' : `, expected ${first.expected}`})`;
}

function list(folder: string): readonly string[] {
	return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** Grades a learner's file for an exercise of the course, where the exercise says that submissions run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'amaro';
import { builtinModules, type Engine, isolate, nodeVm, quickjs, subprocess } from '../../engines/index.ts';
import { type Check, type CheckResult, type Grade, grade } from '../../grading/index.ts';
import { createSandbox, type LimitOptions, type ModuleSource, type Sandbox } from '../../index.ts';
import { type LoadedTask, loadTask, type Task } from './course.ts';

const makers: Readonly<Record<'isolate' | 'quickjs', () => Engine>> = {
	isolate: () => subprocess(isolate()),
	quickjs: () => subprocess(quickjs()),
};
const defaultLimits = { wallMs: 2_000 } as const;

/** How a submission is graded. */
export interface Grading {
	readonly stopAtFirst?: boolean;
	readonly atOnce?: number;
	/** Instead of all of the exercise's. */
	readonly checks?: readonly Check[];
	/** Instead of those of the exercise and of its checks. */
	readonly limits?: LimitOptions;
	readonly onCheck?: (result: CheckResult) => void;
	readonly signal?: AbortSignal;
}

/** Grades submissions for one exercise; holds its sandbox until it is closed. */
export class Grader implements Disposable {
	readonly task: Task;
	readonly loaded: LoadedTask;
	readonly #sandbox: Sandbox;
	readonly #modules: Readonly<Record<string, ModuleSource>>;

	private constructor(task: Task, loaded: LoadedTask) {
		const { builtins, engine: name, limits, files } = loaded;
		const engine = name === 'nodeVm' ? subprocess(nodeVm({ builtins })) : makers[name]();
		this.task = task;
		this.loaded = loaded;
		// Where nothing confines a process, the learner's own code is trusted as far as the learner is.
		this.#sandbox = createSandbox({ engine, boundary: engine.boundary, limits: greatest(loaded), pool: { min: 0, startMs: 60_000 } });
		this.#modules = { ...builtinModules(builtins), ...filesOf(task.folder, files) };
		this.#limits = { ...defaultLimits, ...limits };
	}

	readonly #limits: Readonly<Record<string, number | undefined>>;

	static async open(task: Task): Promise<Grader> {
		return new Grader(task, await loadTask(task));
	}

	/** Grades a text; `start.ts` is what its stacks say. */
	grade(source: string, grading: Grading = {}): Promise<Grade> {
		const { task, loaded } = this;
		const { limits, checks = loaded.checks, ...rest } = grading;
		const own = (check: Check) => ({ ...check, limits: { ...check.limits, ...limits } });
		return grade({
			sandbox: this.#sandbox,
			submission: withoutTypes(source),
			checks: limits === undefined ? checks : checks.map(own),
			limits: this.#limits,
			modules: this.#modules,
			prefix: task.prefix,
			...rest,
		});
	}

	[Symbol.dispose](): void {
		this.#sandbox.close();
	}
}

/** A run may have no more than its sandbox, so that has the most of any check. */
function greatest({ limits, checks }: LoadedTask): Record<string, number> {
	const all = [defaultLimits, limits, ...checks.map((check) => check.limits ?? {})];
	const most: Record<string, number> = {};
	for (const each of all) for (const [name, value] of Object.entries(each)) most[name] = Math.max(most[name] ?? 0, Number(value));
	return most;
}

function filesOf(folder: string, files: readonly string[]): Record<string, ModuleSource> {
	return Object.fromEntries(
		files.map((file) => [`./${file}`, { source: readFileSync(join(folder, file), 'utf8'), type: file.endsWith('.ts') ? 'ts' : 'js' }]),
	);
}

/**
 * Types are erased here once, not in the process of each check, where it takes a third of the time: the file is the learner's own.
 * A text that does not parse is left as it is: the guest says where.
 */
function withoutTypes(source: string): { readonly source: string; readonly filename: string } {
	try {
		return { source: transformSync(source, { mode: 'strip-only' }).code, filename: 'start.js' };
	} catch {
		return { source, filename: 'start.ts' };
	}
}

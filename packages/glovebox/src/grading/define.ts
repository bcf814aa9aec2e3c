/**
 * Defines checks and exercises, and says at once what is wrong with them.
 *
 * Runs on: host.
 */
import { isDeepStrictEqual } from 'node:util';
import { checkLimits, type LimitOptions } from '../core/limits.ts';
import type { Check, CheckOptions, Mistake, Verdict } from './check.ts';

const checkNames = new Set([
	...['id', 'task', 'sentence', 'points', 'guide', 'why', 'input', 'forAll', 'runs', 'drive', 'expect', 'judge', 'mistakes', 'limits'],
]);
const idForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Makes a check of a submission whose module has the shape `Submission`.
 *
 * @throws TypeError for one that is not whole: no `drive`, neither or both of `expect` and `judge`, an id that is not kebab-case.
 * @example
 * ```ts
 * import { check } from 'glovebox/grading';
 * const sum = check({
 *   id: 'sum',
 *   task: 1,
 *   sentence: 'adds two numbers',
 *   input: [2, 3],
 *   drive: ({ add }: { add: (a: number, b: number) => number }, [a = 0, b = 0]) => add(a, b),
 *   expect: 5,
 * });
 * console.log(sum.id, sum.points); // → sum 1
 * ```
 */
export function check<Submission, Input = undefined, Got = unknown>(options: CheckOptions<Submission, Input, Got>): Check {
	if (typeof options !== 'object' || options === null) throw new TypeError('check: options must be an object');
	const name = `check "${String(options.id)}"`;
	for (const key of Object.keys(options)) if (!checkNames.has(key)) throw new TypeError(`${name} has the unknown option "${key}"`);
	const { id, task, sentence, points = 1, runs = 100, drive, guide, why, limits, forAll, mistakes = [] } = options;
	if (typeof id !== 'string' || !idForm.test(id)) throw new TypeError(`${name} needs an id in kebab-case`);
	if (!Number.isSafeInteger(task) || task < 1) throw new TypeError(`${name} needs a task, from 1`);
	if (typeof sentence !== 'string' || sentence === '') throw new TypeError(`${name} needs a sentence`);
	if (typeof points !== 'number' || !(points > 0)) throw new RangeError(`${name} needs points above 0`);
	if (!Number.isSafeInteger(runs) || runs < 1) throw new RangeError(`${name} needs runs of 1 or more`);
	if (Object.hasOwn(options, 'expect') === Object.hasOwn(options, 'judge')) throw new TypeError(`${name} needs either expect or judge`);
	if (forAll !== undefined && Object.hasOwn(options, 'input')) throw new TypeError(`${name} has both input and forAll`);
	if (forAll !== undefined && typeof forAll?.generate !== 'function')
		throw new TypeError(`${name}: forAll must be an arbitrary of fast-check`);
	if (!Array.isArray(mistakes)) throw new TypeError(`${name}: mistakes must be a list of { id, when, message }`);
	for (const mistake of mistakes) checkMistake(mistake, name);
	checkLimits(limits);
	return Object.freeze<Check>({
		id,
		task,
		sentence,
		points,
		guide,
		why,
		input: options.input,
		forAll: forAll as Check['forAll'],
		runs,
		driverText: driverText(drive, name),
		...expectation(options),
		mistakes: mistakes as unknown as readonly Mistake[],
		limits,
		hidden: false,
	});
}

/** The checks, as those whose code and expectation the learner does not see: a failed one shows its sentence and its input. */
export function hide(checks: readonly Check[]): readonly Check[] {
	if (!Array.isArray(checks)) throw new TypeError('hide: checks must be a list of checks');
	return checks.map((each) => Object.freeze({ ...each, hidden: true }));
}

/** An exercise of a course, beside its checks. */
export interface Exercise {
	readonly title: string;
	/** In which engine submissions run. Default `'isolate'`; `'nodeVm'` is one in a confined process, and can have `builtins`. */
	readonly engine: 'isolate' | 'quickjs' | 'nodeVm';
	/** Modules of Node that submissions may import. They need the engine `'nodeVm'`. */
	readonly builtins: readonly string[];
	/** Files of the exercise's folder that submissions may import, as `./name.ts`. */
	readonly files: readonly string[];
	readonly limits: LimitOptions;
	/** The checks that a learner sees, in order. */
	readonly steps: readonly Check[];
}

/** Defines an exercise: `export const exercise = defineExercise({ … })` in its `steps.ts`. */
export function defineExercise(options: Pick<Exercise, 'title' | 'steps'> & Partial<Exercise>): Exercise {
	if (typeof options !== 'object' || options === null) throw new TypeError('defineExercise: options must be an object');
	const { title, steps, builtins = [], engine = builtins.length > 0 ? 'nodeVm' : 'isolate', files = [], limits = {} } = options;
	if (builtins.length > 0 && engine !== 'nodeVm') throw new TypeError(`Exercise "${title}": builtins need the engine "nodeVm"`);
	if (!Array.isArray(steps) || steps.length === 0) throw new TypeError(`Exercise "${title}" needs steps`);
	return Object.freeze({ title, engine, builtins, files, limits, steps });
}

function checkMistake({ id, message }: { readonly id: string; readonly message: string }, name: string): void {
	if (typeof id !== 'string' || !idForm.test(id)) throw new TypeError(`${name} has a mistake without an id in kebab-case`);
	if (typeof message !== 'string' || message === '') throw new TypeError(`${name}: mistake "${id}" needs a message`);
}

function expectation<Input, Got>({ expect, judge }: CheckOptions<never, Input, Got>): Pick<Check, 'expected' | 'judge'> {
	if (judge) return { expected: undefined, judge: judge as Check['judge'] };
	const expected = (input: unknown): unknown => (typeof expect === 'function' ? expect(input) : expect);
	const compare = (got: unknown, input: unknown): Verdict => {
		const right = expected(input);
		return isDeepStrictEqual(got, right) || { expected: right };
	};
	return { expected, judge: compare };
}

function driverText(drive: unknown, name: string): string {
	if (typeof drive !== 'function') throw new TypeError(`${name} needs a function drive`);
	const text = Function.prototype.toString.call(drive);
	// A method's text is no expression of its own.
	return /^(?:async\s*)?\*?\s*drive\s*\(/.test(text) ? `({ ${text} }).drive` : `(${text})`;
}

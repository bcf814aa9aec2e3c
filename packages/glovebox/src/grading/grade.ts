/**
 * Grades a submission: each check in a guest of its own, the expectations here.
 *
 * Runs on: host.
 */
import type { LimitOptions } from '../core/limits.ts';
import type { ModuleSource } from '../core/modules.ts';
import type { Sandbox } from '../core/sandbox.ts';
import type { Check } from './check.ts';
import { lanes } from './lanes.ts';
import { observe, type Place } from './observe.ts';
import { checkGradeOptions, readSubmission } from './options.ts';
import { observeMany } from './property.ts';
import { type CheckResult, checkResult } from './result.ts';

/** What a submission is graded with. */
export interface GradeOptions {
	/** Where guests run. Its boundary is what stands between a submission and the grader. */
	readonly sandbox: Sandbox;
	/** A module: its exports are what the drivers use. Default file name `submission.ts`. */
	readonly submission: string | { readonly source: string; readonly filename?: string };
	readonly checks: readonly Check[];
	/** Of each guest, at most the sandbox's. A check may have others. */
	readonly limits?: LimitOptions;
	/** What submissions may import, by exact name. Default nothing. */
	readonly modules?: Readonly<Record<string, ModuleSource>>;
	/** In front of message ids: `L1E2` makes `L1E2.crosstalk`. */
	readonly prefix?: string;
	/** Give up after the first check that does not pass, in order. Default false. */
	readonly stopAtFirst?: boolean;
	/** How many checks run at once. Default 2. */
	readonly atOnce?: number;
	/** For inputs that fast-check makes. Default 1: every grading makes the same. */
	readonly seed?: number;
	/** Guests of one tenant share carriers, those of two never do. */
	readonly tenant?: string;
	readonly signal?: AbortSignal;
	/** Called when a check is done, in the order in which they end. */
	readonly onCheck?: (result: CheckResult) => void;
}

/** What a submission is worth. */
export interface Grade {
	/** `'error'` where the submission cannot be loaded: it does not parse, or imports what is not there. */
	readonly status: 'pass' | 'fail' | 'error';
	readonly points: number;
	readonly possible: number;
	/** Why it cannot be loaded, with the place. */
	readonly message: string | undefined;
	/** In the order of the checks; with `stopAtFirst`, and where it cannot be loaded, those that were run. */
	readonly checks: readonly CheckResult[];
}

/**
 * Grades a submission. Resolves for whatever it does: loops, fills memory, ends its process, prints without end, throws `null`,
 * replaces what a realm has. Expectations and judges never enter a guest, and what one check's guest did no other one sees.
 *
 * Not kept from a submission: the inputs and the text of the drivers, hidden ones too, which run beside it.
 *
 * @throws TypeError, RangeError for a mistake of the host; EngineError where guests cannot be run at all.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { check, grade } from 'glovebox/grading';
 * await using sandbox = createSandbox();
 * const checks = [
 *   check({
 *     id: 'sum',
 *     task: 1,
 *     sentence: 'adds two numbers',
 *     input: [2, 3] as const,
 *     drive: ({ add }: { add: (a: number, b: number) => number }, [a, b]) => add(a, b),
 *     expect: 5,
 *   }),
 * ];
 * const { status, points } = await grade({ sandbox, submission: 'export const add = (a, b) => a + b', checks });
 * console.log(status, points); // → pass 1
 * ```
 */
export async function grade(options: GradeOptions): Promise<Grade> {
	checkGradeOptions(options);
	const { checks, prefix, stopAtFirst = false, atOnce = 2, onCheck } = options;
	const place = readPlace(options);
	const results = new Map<Check, CheckResult>();
	let message: string | undefined;
	let stopped = false;
	const run = async (check: Check): Promise<void> => {
		if (stopped) return;
		const seen = check.forAll === undefined ? await observe(check, place) : await observeMany(check, place);
		const { failure } = seen;
		if (failure && cannotLoad.has(failure.code)) {
			stopped = true;
			message ??= failure.message;
			return;
		}
		const result = checkResult(check, seen, prefix);
		results.set(check, result);
		if (stopAtFirst && result.status !== 'pass') stopped = true;
		onCheck?.(result);
	};
	await lanes(checks, stopAtFirst ? 1 : atOnce, run);
	return total(checks, results, message);
}

const cannotLoad = new Set(['GLOVEBOX_GUEST_SYNTAX', 'GLOVEBOX_GUEST_MODULE']);

function total(checks: readonly Check[], results: ReadonlyMap<Check, CheckResult>, message: string | undefined): Grade {
	const done = checks.flatMap((check) => results.get(check) ?? []);
	const passed = done.length === checks.length && done.every(({ status }) => status === 'pass');
	return {
		status: message === undefined ? (passed ? 'pass' : 'fail') : 'error',
		points: message === undefined ? done.reduce((sum, { points }) => sum + points, 0) : 0,
		possible: checks.reduce((sum, { points }) => sum + points, 0),
		message,
		checks: done,
	};
}

function readPlace({ sandbox, submission, modules = {}, limits = {}, seed = 1, tenant, signal }: GradeOptions): Place {
	return {
		sandbox,
		submission: readSubmission(submission, 'options.submission'),
		modules: new Map(Object.entries(modules)),
		limits,
		seed,
		tenant,
		signal,
	};
}

/**
 * Runs one check's driver beside a submission, in a guest of its own, and says what came of it.
 *
 * Runs on: host.
 * Trusts: nothing that the guest returns: it is data, and is only compared and shown.
 */
import { isWalkable } from '../core/inspect-value.ts';
import type { LimitOptions } from '../core/limits.ts';
import type { ModuleSource } from '../core/modules.ts';
import type { ConsoleEntry, Outcome } from '../core/outcome.ts';
import type { Sandbox } from '../core/sandbox.ts';
import type { Check, Failure, Verdict } from './check.ts';
import { checkProgram, type Submission, submissionModules } from './guest-program.ts';

/** Where checks of one submission run. */
export interface Place {
	readonly sandbox: Sandbox;
	readonly submission: Submission;
	/** What the submission may import, by exact name. */
	readonly modules: ReadonlyMap<string, ModuleSource>;
	readonly limits: LimitOptions;
	readonly tenant: string | undefined;
	readonly signal: AbortSignal | undefined;
	readonly seed: number;
}

/** One use of a driver. */
export interface Observation {
	readonly input: unknown;
	/** Undefined where the guest failed. */
	readonly got: unknown;
	readonly failure: Failure | undefined;
	readonly verdict: Verdict;
	readonly output: string;
	readonly wallMs: number;
	readonly cpuMs: number | undefined;
	/** How many inputs were tried before this one failed; undefined for a check of one input. */
	readonly tried?: number;
}

/** Engine errors that are a submission's own doing; any other is the grader's trouble, and is thrown. */
const ownDoing = new Set(['GLOVEBOX_CRASHED', 'GLOVEBOX_PROTOCOL']);
const mostOutput = 500;
/** A judge compares, joins and prints what it gets, which walks its paths: a part that stands in a thousand places costs as much each time. */
const tooManyPaths: Failure = {
	code: 'GLOVEBOX_LIMIT',
	name: 'LimitError',
	message: 'The value has more paths than can be walked',
	limit: 'outputBytes',
};

/** The options of a run or session for this check. */
export function guestOptions(check: Check, place: Place) {
	const { submission, modules, limits, tenant, signal } = place;
	return {
		modules: submissionModules(submission, modules),
		limits: { ...limits, ...check.limits },
		...(tenant === undefined ? {} : { tenant }),
		...(signal === undefined ? {} : { signal }),
	};
}

/** Uses the driver once, in a fresh guest. */
export async function observe(check: Check, place: Place): Promise<Observation> {
	const input: unknown = typeof check.input === 'function' ? check.input() : check.input;
	const options = { ...guestOptions(check, place), input, kind: 'module', filename: `check-${check.id}.js` } as const;
	return judged(check, input, await place.sandbox.run(checkProgram(check, place.submission), options));
}

/** What an outcome is worth. */
export async function judged(check: Check, input: unknown, outcome: Outcome): Promise<Observation> {
	const { usage, console } = outcome;
	const failure = outcome.ok ? (isWalkable(outcome.value) ? undefined : tooManyPaths) : readFailure(outcome.error);
	const got = outcome.ok && !failure ? outcome.value : undefined;
	const verdict = failure ? failed(check, input) : await verdictOf(check, got, input);
	return { input, got, failure, verdict, output: outputOf(console), wallMs: usage.wallMs, cpuMs: usage.cpuMs };
}

/** @throws the error itself, where it says nothing about the submission. */
function readFailure(error: Extract<Outcome, { ok: false }>['error']): Failure {
	const { code, name, message } = error;
	const details = (error.details ?? {}) as { readonly limit?: unknown };
	if (!code.startsWith('GLOVEBOX_GUEST') && code !== 'GLOVEBOX_LIMIT' && !ownDoing.has(code)) throw error;
	return { code, name, message, limit: typeof details.limit === 'string' ? details.limit : undefined };
}

/** A guest without a value is wrong; what would have been right is told where it is known. */
function failed({ expected }: Check, input: unknown): Verdict {
	return expected === undefined ? false : { expected: expected(input) };
}

async function verdictOf(check: Check, got: unknown, input: unknown): Promise<Verdict> {
	try {
		return await check.judge(got, input);
	} catch {
		// Written for a value of the right shape, as judges are.
		return false;
	}
}

function outputOf(entries: readonly ConsoleEntry[]): string {
	const text = entries.map((entry) => entry.text).join('\n');
	return text.length <= mostOutput ? text : `${text.slice(0, mostOutput)} …`;
}

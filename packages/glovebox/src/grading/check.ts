/**
 * A check: what is asked of a submission, in two halves. The driver is sent to the guest as its text; the expectation stays here.
 *
 * Runs on: host.
 */
import type { LimitOptions } from '../core/limits.ts';

/** Why a guest gave no value. */
export interface Failure {
	/** `GLOVEBOX_GUEST_THROW`, `GLOVEBOX_LIMIT` and so on: the codes of an outcome's error. */
	readonly code: string;
	readonly name: string;
	readonly message: string;
	/** Which limit was met, where one was. */
	readonly limit: string | undefined;
}

/** A wrong solution that many find: it has a name and an explanation of its own. */
export interface Mistake<Input = unknown, Got = unknown> {
	readonly id: string;
	/** Whether what a failed check got is a sign of it. `got` is undefined where the guest failed. One that throws is not. */
	readonly when?: (got: Got, failure: Failure | undefined, input: Input) => boolean;
	/** To the learner: what the solution does, and what follows from it. */
	readonly message: string;
}

/** What a `judge` may say: whether it is right, or what is wrong with it. */
export type Verdict = boolean | { readonly id?: string; readonly expected?: unknown; readonly message?: string };

/** Numbers, texts and so on made by fast-check; any arbitrary of it fits. */
export interface Arbitrary<Input> {
	generate(random: never, bias: number | undefined): { readonly value: Input };
}

/** What {@link check} takes. */
export interface CheckOptions<Submission, Input, Got> {
	/** Stable: it is the end of the message's id, as in `L1E2.value`. */
	readonly id: string;
	/** Which task of the exercise it belongs to, from 1. */
	readonly task: number;
	/** What the submission does when it is right: "returns the value of an expression". */
	readonly sentence: string;
	/** Default 1. */
	readonly points?: number;
	/** Where to read about it: a link. */
	readonly guide?: string;
	/** Why a submission that is wrong here behaves as it does. */
	readonly why?: string;
	/** Handed to the driver, and shown to the learner. A function makes a new one for each grading, such as a random secret. */
	readonly input?: Input | (() => Input);
	/** Instead of `input`: many of them, made by fast-check. The first that fails is made as small as can be. */
	readonly forAll?: Arbitrary<Input>;
	/** How many of them. Default 100. */
	readonly runs?: number;
	/**
	 * Uses the submission and returns plain data. It is sent to the guest as its text: it can use its two parameters and what the
	 * guest has, and nothing of the file that it stands in.
	 */
	readonly drive: (submission: Submission, input: Input) => Got | Promise<Got>;
	/** What the driver must return, deeply and strictly equal, or a function of the input that says so. Never sent to the guest. */
	readonly expect?: unknown;
	/** Instead of `expect`. One that throws says no. */
	readonly judge?: (got: Got, input: Input) => Verdict | Promise<Verdict>;
	/** Looked through in order when the check fails; the first whose `when` holds gives the message. */
	readonly mistakes?: readonly Mistake<Input, Got>[];
	/** Instead of those of the whole grading; part of the task. */
	readonly limits?: LimitOptions;
}

/** A check as `grade` takes it. Made by {@link check}. */
export interface Check {
	readonly id: string;
	readonly task: number;
	readonly sentence: string;
	readonly points: number;
	readonly guide: string | undefined;
	readonly why: string | undefined;
	readonly input: unknown;
	readonly forAll: Arbitrary<unknown> | undefined;
	readonly runs: number;
	/** An expression whose value is the driver. */
	readonly driverText: string;
	/** What is right, where that is laid down as a value. */
	readonly expected: ((input: unknown) => unknown) | undefined;
	/** Says whether what the guest gave is right. */
	readonly judge: (got: unknown, input: unknown) => Verdict | Promise<Verdict>;
	readonly mistakes: readonly Mistake[];
	readonly limits: LimitOptions | undefined;
	/** Its author's code is not shown, nor what was expected. Default false; {@link hide} sets it. */
	readonly hidden: boolean;
}

/**
 * What a check came to, and how it is told to the learner.
 *
 * Runs on: host.
 */
import { inspectValue } from '../core/inspect-value.ts';
import type { Check, Failure, Mistake } from './check.ts';
import type { Observation } from './observe.ts';

/** A check's result. What is `undefined` is not there to be told: a hidden check does not tell what was expected. */
export interface CheckResult {
	readonly id: string;
	readonly task: number;
	readonly sentence: string;
	readonly hidden: boolean;
	/** `'error'` where the submission gave no value: it threw, met a limit, or ended its process. */
	readonly status: 'pass' | 'fail' | 'error';
	readonly points: number;
	readonly possible: number;
	/** Of the message: the check's own, or that of the mistake that was recognized, after the grading's prefix: `L1E2.crosstalk`. */
	readonly messageId: string | undefined;
	/** What happened, in one sentence or two. */
	readonly message: string | undefined;
	/** As text, for people. The smallest that fails, where there were many. */
	readonly input: string | undefined;
	readonly expected: string | undefined;
	readonly got: string | undefined;
	readonly why: string | undefined;
	readonly guide: string | undefined;
	/** What the submission printed: the first 500 characters. */
	readonly output: string;
	/** The driver's text; undefined for a hidden check. */
	readonly testCode: string | undefined;
	readonly wallMs: number;
	readonly cpuMs: number | undefined;
}

/** Makes the result of what was observed. */
export function checkResult(check: Check, seen: Observation, prefix: string | undefined): CheckResult {
	const { id, task, sentence, hidden, points } = check;
	const passed = seen.verdict === true;
	const status = passed ? 'pass' : seen.failure ? 'error' : 'fail';
	return {
		...{ id, task, sentence, hidden, status, points: passed ? points : 0, possible: points },
		...(passed ? nothingToTell : explanation(check, seen, prefix)),
		output: seen.output,
		testCode: hidden ? undefined : check.driverText,
		wallMs: seen.wallMs,
		cpuMs: seen.cpuMs,
	};
}

/** All of a result's explanation as one text. */
export function explain({ message, input, expected, got, why, guide }: CheckResult): string {
	const lines = [message ?? ''];
	if (input !== undefined) lines.push(`Input:    ${indented(input)}`);
	if (expected !== undefined) lines.push(`Expected: ${indented(expected)}`);
	if (got !== undefined) lines.push(`Got:      ${indented(got)}`);
	if (why !== undefined) lines.push(`Why:      ${why}`);
	if (guide !== undefined) lines.push(`Read:     ${guide}`);
	return lines.join('\n');
}

const nothingToTell = {
	...{ messageId: undefined, message: undefined, input: undefined, expected: undefined, got: undefined },
	...{ why: undefined, guide: undefined },
};

function explanation(check: Check, seen: Observation, prefix: string | undefined) {
	const { failure, verdict } = seen;
	const said = typeof verdict === 'object' ? verdict : {};
	const mistake = check.mistakes.find(({ id }) => id === said.id) ?? (said.id === undefined ? recognized(check, seen) : undefined);
	const id = mistake?.id ?? said.id ?? check.id;
	const isExpected = Object.hasOwn(said, 'expected') && !check.hidden;
	return {
		messageId: prefix === undefined ? id : `${prefix}.${id}`,
		message: said.message ?? mistake?.message ?? (failure ? failureText(failure) : 'The result is another one than expected.'),
		input: seen.input === undefined ? undefined : smallest(seen),
		expected: isExpected ? shown(said.expected) : undefined,
		got: failure ? gotFailure(failure) : shown(seen.got),
		why: check.why,
		guide: check.guide,
	};
}

function recognized(check: Check, { got, failure, input }: Observation): Mistake | undefined {
	return check.mistakes.find(({ when }) => {
		try {
			return when === undefined || when(got, failure, input);
		} catch {
			// Written for a value of another shape: then it is not this mistake.
			return false;
		}
	});
}

const limitTexts: ReadonlyMap<string, string> = new Map([
	['wallMs', 'It did not come to an end in time.'],
	['cpuMs', 'It used more processor time than this task allows.'],
	['memoryBytes', 'It used more memory than this task allows.'],
	['consoleBytes', 'It printed more than this task allows.'],
	['outputBytes', 'It returned more data than this task allows.'],
]);

function failureText({ code, limit }: Failure): string {
	if (limit !== undefined) return limitTexts.get(limit) ?? `It met the limit "${limit}".`;
	if (code === 'GLOVEBOX_GUEST_PENDING') return 'It waits for something that will never come.';
	if (code === 'GLOVEBOX_GUEST_VALUE') return 'What it returned is not plain data.';
	if (code === 'GLOVEBOX_CRASHED' || code === 'GLOVEBOX_PROTOCOL') return 'It ended the process that it ran in.';
	return 'It threw an error.';
}

function gotFailure({ code, name, message, limit }: Failure): string | undefined {
	if (limit !== undefined) return `no result: the limit ${limit} was reached`;
	if (code === 'GLOVEBOX_CRASHED' || code === 'GLOVEBOX_PROTOCOL') return 'no result: the process is gone';
	return code === 'GLOVEBOX_GUEST_THROW' ? `${name}: ${message}`.slice(0, 1_000) : message.slice(0, 1_000);
}

function smallest({ input, tried }: Observation): string {
	return tried === undefined ? shown(input) : `${shown(input)} (the smallest that fails, found after ${tried} that were tried)`;
}

function shown(value: unknown): string {
	return inspectValue(value, { depth: 6, breakLength: 66, maxArrayLength: 30, maxStringLength: 300, sorted: true }).slice(0, 2_000);
}

function indented(text: string): string {
	return text.replaceAll('\n', '\n          ');
}

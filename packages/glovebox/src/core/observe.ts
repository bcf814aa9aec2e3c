/**
 * What can be learnt of a run beside its outcome: where its time went, which of its code ran, what it holds.
 *
 * Runs on: host (options and reports), carriers (types only).
 * Trusts: nothing of a report; it is data, and its shape is checked.
 */
import { type Engine, type Observation, observations } from './engine.ts';
import { EngineError } from './errors.ts';
import type { Message } from './message.ts';

/** Which observations a run was asked for. Each is off unless it is named. */
export type ObserveOptions = {
	/** Sample where the guest's time goes: `outcome.profile`. */
	readonly profile?: boolean;
	/** Count which lines and functions of the guest run: `outcome.coverage`. */
	readonly coverage?: boolean;
	/** Write down what the guest's heap holds at the end: `outcome.heapSnapshot`. */
	readonly heapSnapshot?: boolean;
};

/** What was observed. A field is missing where it was not asked for, and where the run was ended by force. */
export interface Observed {
	/** As DevTools and speedscope read it from a `.cpuprofile` file. Functions of the guest and of its engine; places are the guest's own. */
	readonly profile?: CpuProfile;
	readonly coverage?: readonly FileCoverage[];
	/** As DevTools read it from a `.heapsnapshot` file: JSON in UTF-8. Holds the guest's data in clear. */
	readonly heapSnapshot?: Uint8Array;
}

/** A CPU profile of V8's. Times are in microseconds; lines and columns count from 0. */
export interface CpuProfile {
	readonly nodes: readonly ProfileNode[];
	readonly startTime: number;
	readonly endTime: number;
	/** The `id` of the node that was running at each sample, and the time since the sample before. */
	readonly samples: readonly number[];
	readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
	readonly id: number;
	readonly callFrame: {
		readonly functionName: string;
		readonly scriptId: string;
		readonly url: string;
		readonly lineNumber: number;
		readonly columnNumber: number;
	};
	readonly hitCount: number;
	readonly children: readonly number[];
}

/** What ran of one file: the program, or a module. Lines count from 1, in the guest's own text. */
export interface FileCoverage {
	readonly filename: string;
	/** Lines with code, in order, and how often each began to run. */
	readonly lines: readonly { readonly line: number; readonly count: number }[];
	/** Functions with a name, in order. */
	readonly functions: readonly { readonly name: string; readonly line: number; readonly count: number }[];
}

/** Reads the options of a run. Throws an `EngineError` for what the engine cannot observe. */
export function readObservations(options: ObserveOptions, { name, observes }: Pick<Engine, 'name' | 'observes'>): readonly Observation[] {
	const wanted = observations.filter((observation) => {
		const value: unknown = options[observation];
		if (value !== undefined && typeof value !== 'boolean') throw new TypeError(`options.${observation} must be true or false`);
		return value === true;
	});
	const missing = wanted.find((observation) => !observes.includes(observation));
	if (missing === undefined) return wanted;
	const remedy = missing === 'profile' ? 'isolate() or worker(nodeVm())' : 'worker(nodeVm())';
	throw new EngineError('GLOVEBOX_UNSUPPORTED', `Cannot observe "${missing}" on ${name}: use ${remedy}`, { details: { missing } });
}

/** Writes a report as one message. */
export function reportMessage({ heapSnapshot, ...rest }: Observed): Message {
	return { text: JSON.stringify(rest), blobs: heapSnapshot ? [heapSnapshot] : [] };
}

/** Reads a report. What is not of the shape is left out. */
export function readReport({ text, blobs }: Message, wanted: readonly Observation[]): Observed {
	const { profile, coverage } = readRecord(text);
	const [heapSnapshot] = blobs;
	return {
		...(wanted.includes('profile') && isProfile(profile) && { profile }),
		...(wanted.includes('coverage') && isCoverage(coverage) && { coverage }),
		...(wanted.includes('heapSnapshot') && heapSnapshot && { heapSnapshot }),
	};
}

function readRecord(text: string): Readonly<Record<string, unknown>> {
	try {
		return (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>;
	} catch {
		return {};
	}
}

function isProfile(value: unknown): value is CpuProfile {
	const { nodes, startTime, endTime, samples, timeDeltas } = (value ?? {}) as Partial<CpuProfile>;
	return isList(nodes, isNode) && [startTime, endTime].every(isNumber) && isList(samples, isNumber) && isList(timeDeltas, isNumber);
}

function isNode(value: unknown): value is ProfileNode {
	const { id, callFrame, hitCount, children } = (value ?? {}) as Partial<ProfileNode>;
	const { functionName, scriptId, url, lineNumber, columnNumber } = (callFrame ?? {}) as Partial<ProfileNode['callFrame']>;
	const texts = [functionName, scriptId, url].every((text) => typeof text === 'string');
	return texts && [id, hitCount, lineNumber, columnNumber].every(isNumber) && isList(children, isNumber);
}

function isCoverage(value: unknown): value is readonly FileCoverage[] {
	return isList(value, (file) => {
		const { filename, lines, functions } = (file ?? {}) as Partial<FileCoverage>;
		return typeof filename === 'string' && isList(lines, isCount) && isList(functions, (entry) => isCount(entry) && hasName(entry));
	});
}

function isCount(value: unknown): value is { line: number; count: number } {
	const { line, count } = (value ?? {}) as { line?: unknown; count?: unknown };
	return isNumber(line) && isNumber(count);
}

function hasName(value: object): boolean {
	return typeof (value as { name?: unknown }).name === 'string';
}

function isList<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[];
function isList(value: unknown, isItem: (item: unknown) => boolean): boolean;
function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
	return Array.isArray(value) && value.every(isItem);
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number';
}

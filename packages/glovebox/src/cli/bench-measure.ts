/** Runs one program on several engines in turns, and tells what each took. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
	type Boundary,
	compile,
	createSandbox,
	type Engine,
	GloveboxError,
	type LimitOptions,
	type Outcome,
	type Sandbox,
} from '../index.ts';
import type { Guest } from './guest-options.ts';

/** What a program came to on one engine. */
export type EngineFigures = Measured | FailedOn;

export interface Measured {
	readonly engine: string;
	readonly boundary: Boundary;
	readonly ok: true;
	/** From the making of the sandbox to the first value. */
	readonly firstMs: number;
	/** The median of later runs, each in a fresh realm of a carrier that was ready; `undefined` where time was left for none. */
	readonly warmMs: number | undefined;
	/** How many later runs there were. */
	readonly warmRuns: number;
	/** The guest's CPU, median of the later runs, or of the first where there are none; `undefined` where the engine cannot know it. */
	readonly cpuMs: number | undefined;
	/** The most that one run held; `undefined` where the engine cannot know it. */
	readonly peakMemoryBytes: number | undefined;
}

export interface FailedOn {
	readonly engine: string;
	readonly boundary: Boundary;
	readonly ok: false;
	readonly error: GloveboxError;
}

export interface Plan {
	readonly guest: Guest;
	readonly input: { readonly input?: unknown };
	readonly limits: LimitOptions;
	/** Later runs on each engine, at most. */
	readonly runs: number;
	/** No run begins after this; a run may take an equal share of it, where no `wallMs` is given. */
	readonly forMs: number;
}

interface Sample {
	readonly ms: number;
	readonly outcome: Outcome;
}

/** An engine that is measured, and what is known of it so far. */
interface Contender {
	readonly engine: Engine;
	readonly sandbox: Sandbox | undefined;
	readonly samples: Sample[];
	error?: GloveboxError;
}

/** Measures the engines one after another, then in turns, so that a machine whose speed drifts treats them alike. */
export async function measureEngines(engines: readonly Engine[], plan: Plan): Promise<readonly EngineFigures[]> {
	const { filename } = plan.guest;
	// Loads the parser, which the first engine would be charged with.
	compile('0', filename === undefined ? {} : { filename });
	const until = performance.now() + plan.forMs;
	const limits = { wallMs: plan.forMs / engines.length, ...plan.limits };
	const contenders: Contender[] = [];
	try {
		for (const engine of engines) contenders.push(await firstResult(engine, plan, limits));
		for (let round = 0; round < plan.runs; round++) {
			for (const contender of contenders) await laterResult(contender, contenders, plan, until);
		}
		return contenders.map(figuresOf);
	} finally {
		for (const { sandbox } of contenders) sandbox?.close();
	}
}

async function firstResult(engine: Engine, plan: Plan, limits: LimitOptions): Promise<Contender> {
	const began = performance.now();
	let sandbox: Sandbox | undefined;
	try {
		sandbox = createSandbox({ engine, boundary: engine.boundary, limits, pool: { min: 1, max: 1 } });
		const contender = { engine, sandbox, samples: [] };
		await runOnce(contender, sandbox, plan, began);
		return contender;
	} catch (error) {
		sandbox?.close();
		// An engine that cannot be used here says so by its error; any other is a mistake in what was asked for.
		if (!(error instanceof GloveboxError)) throw error;
		return { engine, sandbox: undefined, samples: [], error };
	}
}

async function laterResult(contender: Contender, all: readonly Contender[], plan: Plan, until: number): Promise<void> {
	const { sandbox, error } = contender;
	if (sandbox === undefined || error !== undefined) return;
	await quiet(all, until);
	if (performance.now() < until) await runOnce(contender, sandbox, plan, performance.now());
}

async function runOnce(contender: Contender, sandbox: Sandbox, { guest, input }: Plan, began: number): Promise<void> {
	const { source, filename } = guest;
	const named = filename === undefined ? {} : { filename };
	const outcome = await sandbox.run(source, { ...input, ...named, console: 'discard', waitForTimers: true });
	if (outcome.ok) contender.samples.push({ ms: performance.now() - began, outcome });
	else contender.error = outcome.error;
}

/** Waits until no carrier is being made: that would take the processor from the run that is measured. */
async function quiet(contenders: readonly Contender[], until: number): Promise<void> {
	while (contenders.some(({ sandbox }) => sandbox && sandbox.stats().carriers.starting > 0) && performance.now() < until) await sleep(1);
}

function figuresOf({ engine: { name, boundary }, samples, error }: Contender): EngineFigures {
	const [first, ...later] = samples;
	// A program that fails once in a while fails.
	if (error !== undefined || first === undefined) return { engine: name, boundary, ok: false, error: error as GloveboxError };
	const ofRuns = (later.length > 0 ? later : [first]).map(({ outcome }) => outcome.usage.cpuMs);
	const peaks = samples.flatMap(({ outcome }) => outcome.usage.peakMemoryBytes ?? []);
	return {
		engine: name,
		boundary,
		ok: true,
		firstMs: first.ms,
		warmMs: median(later.map(({ ms }) => ms)),
		warmRuns: later.length,
		cpuMs: median(ofRuns.flatMap((ms) => ms ?? [])),
		peakMemoryBytes: peaks.length > 0 ? Math.max(...peaks) : undefined,
	};
}

function median(figures: readonly number[]): number | undefined {
	const sorted = figures.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
	return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

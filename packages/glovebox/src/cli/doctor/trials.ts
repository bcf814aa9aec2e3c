/** Guests that are really run: in every engine, behind every confinement, and in a loop that isolates alone cannot end. */
import { createSandbox, type Outcome } from '../../index.ts';
import { type Engine, isolate, quickjs, subprocess, type SubprocessOptions } from '../../engines/index.ts';
import { engineNames, readEngine } from '../engine-option.ts';
import { fails, installBubblewrap, type Layer, works } from './layer.ts';

/** What became of `6 * 7` in one engine. */
export interface EngineTrial {
	readonly engine: string;
	readonly works: boolean;
	readonly boundary?: string;
	readonly stop?: string;
	/** From nothing to a carrier that can run guests. */
	readonly startMs?: number;
	readonly runMs?: number;
	readonly problem?: string;
}

/** Long enough for a busy or emulated machine, where a carrier may take seconds to start. */
const trialMs = 20_000;

export async function tryEngines(): Promise<EngineTrial[]> {
	const trials: EngineTrial[] = [];
	// One after another: starting them all at once would tell of the crowd.
	for (const name of engineNames) trials.push(await tryEngine(name, () => readEngine(name)));
	return trials;
}

/** The engine that a sandbox gets that asks for none. */
export async function tryDefault(): Promise<EngineTrial> {
	return tryEngine('the default', () => undefined);
}

async function tryEngine(name: string, make: () => Engine | undefined): Promise<EngineTrial> {
	try {
		const engine = make();
		const outcome = await answer('6 * 7', engine, trialMs);
		const { usage } = outcome;
		const seen = {
			boundary: usage.boundary,
			...(engine ? { stop: engine.stop } : {}),
			startMs: Math.round(usage.startMs),
			runMs: Math.round(usage.wallMs),
		};
		if (outcome.ok && outcome.value === 42) return { engine: usage.engine, works: true, ...seen };
		return { engine: usage.engine, works: false, ...seen, problem: outcome.ok ? 'it computes wrongly' : outcome.error.message };
	} catch (error) {
		return { engine: name, works: false, problem: (error as Error).message };
	}
}

async function answer(source: string, engine: Engine | undefined, wallMs: number): Promise<Outcome<number>> {
	// What is tried here is not run for anybody, so every boundary will do.
	const options = engine ? { engine, boundary: engine.boundary } : {};
	await using sandbox = createSandbox({ ...options, limits: { wallMs }, pool: { min: 0, startMs: trialMs } });
	return await sandbox.run<number>(source);
}

type Confinement = Exclude<NonNullable<SubprocessOptions['confine']>, 'auto' | 'none'>;

const standsOn: Readonly<Record<Confinement, readonly string[]>> = {
	landlock: ['node:ffi', 'Landlock', 'seccomp'],
	bubblewrap: ['seccomp', 'user namespaces'],
};
const remedies: Readonly<Record<Confinement, string>> = {
	landlock: 'Use Node 26 or later, on Linux 5.13 or later with Landlock switched on',
	bubblewrap: 'Report this: where bwrap is installed and user namespaces work, so should it',
};

/** That of what it stands on, where that fails. */
export function remedyOf(confine: Confinement, problem: string, beneath: readonly Layer[]): string {
	if (problem.includes('no bwrap is installed')) return `${installBubblewrap} (dnf, pacman, apk: the same name)`;
	const missing = beneath.find(({ name, state }) => state === 'fails' && standsOn[confine].includes(name));
	return missing?.remedy ?? remedies[confine];
}

/** Starts a carrier behind each confinement, which has to prove itself before it may run the guest. `beneath` is what was tried of the kernel. */
export async function tryConfinements(beneath: readonly Layer[]): Promise<Layer[]> {
	const layers: Layer[] = [];
	for (const confine of ['landlock', 'bubblewrap'] as const) {
		const trial = await tryEngine(`subprocess(quickjs) under ${confine}`, () => subprocess(quickjs(), { confine }));
		const proven = trial.works && trial.boundary === 'confined-process';
		const detail = proven
			? `a carrier proved it, and ran a guest after ${trial.startMs} ms`
			: (trial.problem ?? `the boundary is ${trial.boundary}`);
		layers.push(
			proven
				? works(`carrier under ${confine}`, detail)
				: fails(`carrier under ${confine}`, shortened(detail), remedyOf(confine, detail, beneath)),
		);
	}
	return layers;
}

/** The reason inside the engine's message, without the path of Node. */
function shortened(problem: string): string {
	const reason = /does not work here \(([\s\S]*)\); use/.exec(problem)?.[1]?.split('\n').at(-1) ?? problem;
	return reason.replace(`${process.execPath}: `, '');
}

const loopMs = 200;
/** A carrier is killed within this after the deadline, also on a busy machine. */
const graceMs = 1_000;

/** `for (;;) new Array(1000).fill(1)` outlives every way to stop an isolate from within (V8 13.6 and 14.6). */
export async function tryUnstoppableLoop(): Promise<Layer> {
	const name = 'unstoppable loop';
	let problem = '';
	for (const inner of [isolate, quickjs]) {
		try {
			const engine = subprocess(inner());
			const { usage, ...outcome } = await answer('for (;;) new Array(1000).fill(1)', engine, loopMs);
			const overMs = Math.max(0, Math.round(usage.wallMs - loopMs));
			const met = !outcome.ok && outcome.error.code === 'GLOVEBOX_LIMIT';
			if (met && overMs < graceMs) return works(name, `${engine.name} stopped it ${overMs} ms after its deadline`);
			if (met || outcome.ok)
				return fails(name, `${engine.name} ended it ${overMs} ms after its deadline`, 'Report this: it must not happen');
			problem ||= outcome.error.message;
		} catch (error) {
			problem ||= (error as Error).message;
		}
	}
	return fails(name, `no carrier to try it in: ${problem}`);
}

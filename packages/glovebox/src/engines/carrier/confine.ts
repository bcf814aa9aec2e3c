/**
 * How a carrier process is started: confined by what works here, or as it is.
 *
 * Runs on: host.
 * Trusts: nothing that merely exists. What works is found by trying it, once per process, and is proven again by each carrier.
 */
import { type StdioOptions, spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { EngineError } from '../../core/errors.ts';
import { bubblewrap } from '../confine/bubblewrap.ts';
import { kernelLimits } from '../confine/kernel-limits.ts';
import { landlock } from '../confine/landlock.ts';
import { type Environment, filterDescriptor, type Launch, mayStartProcesses } from '../confine/launch.ts';
import { permission } from '../confine/permission.ts';
import type { Confined } from '../confine/proof.ts';
import { carrierReads } from '../confine/reads.ts';
import type { Readable } from '../confine/ruleset.ts';
import { carrierProgram, processMain } from './program.ts';

/**
 * `'auto'` takes the first of the others that works here. `'landlock'` (Linux, Node 26) and `'bubblewrap'` (Linux, with `bwrap`) make
 * the boundary `confined-process` and are refused where they do not work. `'none'`, and all there is on macOS and Windows, is Node's
 * permission model, which an escaped guest may get around: the boundary stays `process`.
 */
export const confinements = ['auto', 'landlock', 'bubblewrap', 'none'] as const;
export type Confinement = (typeof confinements)[number];

/** What a carrier process is started for. */
export interface Confinable {
	/** The engine inside. */
	readonly engine: string;
	readonly memoryBytes: number;
	/** All that the process is to have of an environment. Default nothing. */
	readonly environment?: Environment;
	/** Node's own flags. */
	readonly flags: readonly string[];
	/** What runs in it: a carrier, unless a test puts something else in its place. */
	readonly main?: string;
}

/** The command line that starts a process so confined. @throws EngineError GLOVEBOX_BOUNDARY where a named confinement does not work. */
export function confine(confinement: Confinement, confinable: Confinable): Launch {
	const driver = confinement === 'auto' ? strongest() : confinement;
	if (driver === undefined || driver === 'none') {
		return inEnvironment(permission(confinable.engine, confinable.flags, filesOf(confinable)), confinable);
	}
	const problem = problemOf(driver);
	if (problem !== undefined) throw refusal(driver, problem);
	try {
		return inEnvironment(launchWith(driver, confinable), confinable);
	} catch (error) {
		throw refusal(driver, (error as Error).message);
	}
}

function refusal(driver: Confined, problem: string): EngineError {
	const message = `Cannot confine the process: "${driver}" does not work here (${problem}); use "auto" or "none"`;
	return new EngineError('GLOVEBOX_BOUNDARY', message);
}

/** The confinement that `'auto'` takes here; `undefined` where none makes a boundary. */
export function strongest(): Confined | undefined {
	return drivers.find((driver) => problemOf(driver) === undefined);
}

const drivers = ['landlock', 'bubblewrap'] as const satisfies Confined[];
const problems = new Map<Confined, string | undefined>();
const probeMs = 2_000;

/** Why a driver does not work here, `undefined` where it does. That begins a confined thread or starts a Node: some 30 or 60 ms, once. */
export function problemOf(driver: Confined): string | undefined {
	if (!problems.has(driver)) problems.set(driver, tryOut(driver));
	return problems.get(driver);
}

function tryOut(driver: Confined): string | undefined {
	if (process.platform !== 'linux') return `it needs Linux, and this is ${process.platform}`;
	if (!mayStartProcesses()) return 'this process may not start others: start Node with --allow-child-process';
	try {
		const launch = launchWith(driver, { engine: 'nodeVm', memoryBytes: 0, flags: ['--version'] });
		// Another is confined as soon as its thread has begun.
		return launch.filter && tryToStart(launch, launch.filter);
	} catch (error) {
		return (error as Error).message;
	}
}

/** What is put into a program that is waited for can only be its standard input. */
function tryToStart({ file, args }: Launch, input: Uint8Array): string | undefined {
	const command = ['-c', `exec "$0" "$@" ${filterDescriptor}<&0`, file, ...args];
	const stdio: StdioOptions = ['pipe', 'ignore', 'pipe', 'pipe', 'ignore'];
	const { error, status, signal, stderr } = spawnSync('/bin/sh', command, { stdio, input, env: {}, cwd: '/', timeout: probeMs });
	// Too slow says nothing against it: a busy machine must not mean a weaker boundary, and each carrier proves its own anyway.
	if (status === 0 || (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return undefined;
	const words = `${stderr}`.trim().slice(0, 500);
	return error?.message ?? (words === '' ? `a process so confined ended with ${signal ?? `exit code ${status}`}` : words);
}

/** Throws where it does not work, as far as that shows before anything is started by it. */
function launchWith(driver: Confined, confinable: Confinable): Launch {
	const { engine, memoryBytes, flags, environment = {} } = confinable;
	const files = filesOf(confinable);
	const start = driver === 'landlock' ? landlock : bubblewrap;
	return start([...flags, ...files], readsOf(files), kernelLimits(engine, memoryBytes), environment);
}

const known = new Map<string, Readable>();

/** Looked up once: where the package is does not change while the host runs. */
function readsOf(files: readonly string[]): Readable {
	const key = files.join('\n');
	const reads = known.get(key) ?? carrierReads(files);
	known.set(key, reads);
	return reads;
}

function inEnvironment(launch: Launch, { environment = {} }: Confinable): Launch {
	return { ...launch, environment };
}

/** What it begins with and what that loads, by their own paths: a link to one leads nowhere in a root of its own. */
function filesOf({ main }: Confinable): readonly string[] {
	return (main === undefined ? [processMain(), carrierProgram()] : [main]).map((file) => realpathSync(file));
}

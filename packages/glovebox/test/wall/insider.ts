/** Starts a confined process with host-privileged JavaScript in it, and lets that try what must be impossible. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Carrier, Exit } from '../../src/core/engine.ts';
import type { Message } from '../../src/core/message.ts';
import { confine } from '../../src/engines/carrier/confine.ts';
import { startCarrier } from '../../src/engines/carrier/host.ts';
import { startProcess } from '../../src/engines/carrier/process.ts';
import type { Launch } from '../../src/engines/confine/launch.ts';
import type { Confined } from '../../src/engines/confine/proof.ts';
import { syscalls, thisArchitecture } from '../../src/engines/confine/syscalls.ts';
import { provideGuestText } from '../../src/engines/guest-text.ts';
import { openRealm, program } from '../carrier/carriers.ts';
import { type Attempts, moreSyscalls } from './attempts.ts';

provideGuestText('');

/** `launched`: as it is before it loads anything; `sealed`: as a guest finds it; `copied`: the same, in a copy of another process. */
export type Stage = 'launched' | 'sealed' | 'copied';

/** Room for a second isolate, so that a worker can begin. */
const memoryBytes = 2 ** 30;
const maxFrameBytes = 2 ** 26;

/** One module under `node_modules`, where it finds the packages that it seals itself with. */
function bundle(): string {
	const esbuild = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
	const folder = path.join(import.meta.dirname, '../../../../node_modules/.cache/glovebox-wall');
	const file = path.join(folder, `insider-${process.pid}.mjs`);
	const entryPoints = [path.join(import.meta.dirname, 'insider-main.ts')];
	const { outputFiles } = esbuild.buildSync({
		entryPoints,
		bundle: true,
		write: false,
		format: 'esm',
		platform: 'node',
		packages: 'external',
	});
	mkdirSync(folder, { recursive: true });
	writeFileSync(file, outputFiles[0]?.text ?? '');
	return file;
}

const built: { file?: string } = {};

/** The file that insiders run, the same for this process. */
export function insiderProgram(): string {
	built.file ??= bundle();
	return built.file;
}

/** How an insider is started, where it is not as a carrier would be. */
export interface InsiderOptions {
	/** What the kernel is told that guests may have; the host's watch allows far more. */
	readonly kernelBytes?: number;
	/** Puts something in front of the command line. */
	readonly wrap?: (launch: Launch) => Launch;
}

/** As `subprocess` gives it. */
export const environment = { TZ: 'UTC', LC_ALL: 'en-US' };

export function startInsider(driver: Confined, stage: Stage, { kernelBytes = memoryBytes, wrap }: InsiderOptions = {}): Promise<Carrier> {
	const launch = confine(driver, { engine: 'waiting', memoryBytes: kernelBytes, flags: [], environment, main: insiderProgram() });
	return startCarrier((hello) => startProcess(wrap?.(launch) ?? launch, maxFrameBytes, stage === 'copied' ? hello : undefined), {
		name: 'insider',
		engine: 'waiting',
		boundary: 'confined-process',
		confined: stage === 'launched' ? undefined : driver,
		options: { memoryBytes: 4 * memoryBytes, stackBytes: undefined, startMs: 20_000 },
	});
}

/** What each attempt came to: its own word, or the code of its error. */
export type Results = Readonly<Record<string, string>>;

/** Makes every attempt, one after the other, in the process itself or in a worker of it. */
export async function tryAll(
	carrier: Carrier,
	attempts: Attempts,
	facts: object,
	where: 'process' | 'worker' = 'process',
): Promise<Results> {
	const source = `${inProcess}(${attemptsText(attempts)}, ${numbered(facts)})`;
	const text = await say(carrier, where === 'worker' ? `${inWorker}(${JSON.stringify(source)}).then(post)` : `${source}.then(post)`);
	return JSON.parse(text) as Results;
}

/** Evaluates a source inside and gives what it posts first; throws where the process ends instead. */
export async function say(carrier: Carrier, source: string): Promise<string> {
	const heard = openRealm(carrier);
	heard.realm.start(program(source));
	const event: Message | Exit = await heard.next();
	// A carrier that keeps what a guest took is ended instead.
	const { promise: ended, resolve } = Promise.withResolvers<void>();
	carrier.onExit = () => resolve();
	await Promise.race([heard.realm.close(), ended]);
	carrier.onExit = undefined;
	if ('text' in event) return event.text;
	throw new Error(`the insider ended: ${event.reason}, ${event.message}`);
}

/** Functions go in as their text. */
function attemptsText(attempts: Attempts): string {
	return `{ ${Object.entries(attempts)
		.map(([name, attempt]) => `${JSON.stringify(name)}: ${attempt}`)
		.join(',\n')} }`;
}

function numbered(facts: object): string {
	const column = thisArchitecture()?.column ?? 0;
	const table = { ...syscalls, ...moreSyscalls };
	const numbers = Object.fromEntries(Object.entries(table).map(([name, row]) => [name, row[column]]));
	return JSON.stringify({ ...facts, numbers });
}

/** Runs inside. A number of no known error, or a value, is told as it is. */
const inProcess = `(async (attempts, facts) => {
	const get = (name) => process.getBuiltinModule(name);
	const ffi = get('node:ffi');
	const types = { return: 'i64', arguments: ['i64', 'u64', 'u64', 'u64', 'u64', 'u64', 'u64'] };
	const { functions } = ffi?.dlopen(null, { syscall: types, __errno_location: { return: 'pointer', arguments: [] } }) ?? {};
	const call = (name, ...args) => {
		if (ffi === undefined) return 'no node:ffi';
		if (facts.numbers[name] < 0) return 'EPERM';
		const words = [...args, 0, 0, 0, 0, 0, 0].slice(0, 6);
		const asWord = (value) => typeof value === 'object' ? ffi.getRawPointer(value) : BigInt.asUintN(64, BigInt(value));
		const result = functions.syscall(BigInt(facts.numbers[name]), ...words.map(asWord));
		return result === -1n ? get('node:util').getSystemErrorName(-ffi.getInt32(functions.__errno_location())) : 'done: ' + result;
	};
	const results = {};
	for (const [name, attempt] of Object.entries(attempts)) {
		try {
			results[name] = String(await attempt({ get, call, text: (value) => Buffer.from(value + '\\0') }, facts));
		} catch (error) {
			results[name] = error.code ?? String(error);
		}
	}
	return JSON.stringify(results);
})`;

/** The same in a worker of its own, where Node's main thread is not. */
const inWorker = `((source) => new Promise((resolve) => {
	const { Worker } = process.getBuiltinModule('node:worker_threads');
	const text = 'const { parentPort, workerData } = require("node:worker_threads");'
		+ '(0, eval)(workerData).then((results) => parentPort.postMessage(results))';
	const worker = new Worker(text, { eval: true, workerData: source });
	worker.once('message', resolve).once('error', (error) => resolve(JSON.stringify({ worker: error.code ?? String(error) })));
}))`;

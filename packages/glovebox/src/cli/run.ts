/** `glovebox eval` and `glovebox run`. */
import { readFileSync, watch } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { createSandbox, type ConsoleEntry, type LimitOptions, type Outcome, type Sandbox } from '../index.ts';
import { engineNames, readEngine } from './engine-option.ts';
import { exitCodeFor, exitCodes } from './exit-codes.ts';
import { errorText, outcomeJson, valueText } from './outcome-text.ts';
import { paint } from './terminal.ts';

interface Flags {
	readonly input?: string;
	readonly inputJson?: string;
	readonly engine?: string;
	readonly limit: Record<string, number>;
	readonly json?: boolean;
	readonly watch?: boolean;
}

interface Guest {
	readonly source: string;
	readonly filename: string | undefined;
}

export function addEval(program: Command): void {
	shared(program.command('eval').argument('<source>', 'JavaScript or TypeScript').description('run source given as an argument')).action(
		async (source: string, flags: Flags) => {
			process.exitCode = await runOnce({ source, filename: undefined }, flags);
		},
	);
}

export function addRun(program: Command): void {
	shared(program.command('run').argument('<file>', 'a file, or - for standard input').description('run a file; waits for its timers, as Node does'))
		.option('--watch', 'run again whenever the file changes')
		.action(async (file: string, flags: Flags) => {
			if (flags.watch && file !== '-') await watchFile(file, flags);
			else process.exitCode = await runOnce(await readGuest(file), flags);
		});
}

function shared(command: Command): Command {
	return command
		.option('--input <file>', "JSON file that becomes the guest's global `input`")
		.option('--input-json <text>', 'the same, as text')
		.option('--engine <name>', `one of ${engineNames.join(', ')}`)
		.option('--limit <name=value>', 'a limit such as wallMs=200; may be repeated', addLimit, {})
		.option('--json', 'print one line: the outcome');
}

function addLimit(text: string, limits: Record<string, number>): Record<string, number> {
	const [, name, value] = /^(\w+)=(\S+)$/.exec(text) ?? [];
	if (name === undefined || Number.isNaN(Number(value))) throw new TypeError(`--limit ${text} is no limit; write a name and a number, such as wallMs=200`);
	return { ...limits, [name]: Number(value) };
}

async function readGuest(file: string): Promise<Guest> {
	if (file === '-') return { source: await readAll(process.stdin), filename: undefined };
	try {
		return { source: readFileSync(file, 'utf8'), filename: file };
	} catch (cause) {
		throw new TypeError(`Cannot read ${file}: ${(cause as NodeJS.ErrnoException).code ?? 'failed'}`, { cause });
	}
}

function readInput(flags: Flags): { readonly input?: unknown } {
	if (flags.input !== undefined && flags.inputJson !== undefined) throw new TypeError('--input and --input-json exclude each other');
	const text = flags.input === undefined ? flags.inputJson : readFileSync(flags.input, 'utf8');
	if (text === undefined) return {};
	try {
		return { input: JSON.parse(text) as unknown };
	} catch (cause) {
		throw new TypeError(`The input is no JSON: ${(cause as Error).message}`, { cause });
	}
}

function makeSandbox(flags: Flags): Sandbox {
	const limits = flags.limit as LimitOptions;
	// Whoever names an engine accepts its boundary.
	const engine = flags.engine === undefined ? undefined : readEngine(flags.engine);
	return createSandbox({ limits, pool: { min: 0 }, ...(engine ? { engine, boundary: engine.boundary } : {}) });
}

async function runOnce(guest: Guest, flags: Flags): Promise<number> {
	const input = readInput(flags);
	using sandbox = makeSandbox(flags);
	const interrupt = new AbortController();
	const onSignal = () => interrupt.abort(new Error('SIGINT'));
	process.once('SIGINT', onSignal);
	try {
		const outcome = await sandbox.run(guest.source, {
			...input,
			...(guest.filename === undefined ? {} : { filename: guest.filename }),
			console: flags.json ? () => undefined : printConsole,
			signal: interrupt.signal,
			waitForTimers: true,
		});
		return report(outcome, guest, flags);
	} finally {
		process.off('SIGINT', onSignal);
	}
}

function report(outcome: Outcome, guest: Guest, flags: Flags): number {
	if (flags.json) process.stdout.write(`${outcomeJson(outcome)}\n`);
	else if (outcome.ok) process.stdout.write(valueText(outcome.value, process.stdout));
	else process.stderr.write(errorText(outcome.error, guest.filename ?? 'guest.js'));
	return outcome.ok ? exitCodes.done : exitCodeFor(outcome.error);
}

function printConsole({ level, text }: ConsoleEntry): void {
	const { stderr } = process;
	const styles: Partial<Record<ConsoleEntry['level'], (text: string, stream: NodeJS.WriteStream) => string>> = { error: paint.red, warn: paint.yellow, debug: paint.dim };
	stderr.write(`${styles[level]?.(text, stderr) ?? text}\n`);
}

/** Runs again on every change, until interrupted. */
async function watchFile(file: string, flags: Flags): Promise<void> {
	let changed = Promise.withResolvers<void>();
	const watcher = watch(file, () => changed.resolve());
	const stop = Promise.withResolvers<'stop'>();
	process.once('SIGINT', () => stop.resolve('stop'));
	for (;;) {
		const code = await runOnce(await readGuest(file), flags);
		process.stderr.write(paint.dim(`— exit ${code}, waiting for ${file} to change —\n`, process.stderr));
		const next = await Promise.race([changed.promise, stop.promise]);
		if (next === 'stop') break;
		// Editors write in several steps.
		await new Promise((resolve) => setTimeout(resolve, 50));
		changed = Promise.withResolvers<void>();
	}
	watcher.close();
	process.exitCode = exitCodes.interrupted;
}

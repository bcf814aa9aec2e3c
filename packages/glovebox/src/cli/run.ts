/** `glovebox eval` and `glovebox run`. */
import type { Command } from 'commander';
import { createSandbox, type Engine, type LimitOptions, type Outcome, type Sandbox } from '../index.ts';
import { checkTypes } from './check-types.ts';
import { readEngine } from './engine-option.ts';
import { exitCodeFor, exitCodes } from './exit-codes.ts';
import { addGuestOptions, type Flags, type Guest, readGuest, readInput } from './guest-options.ts';
import { readText } from './text-file.ts';
import { addObserveOptions, keepObserved, observingEngine, type ObserveFlags, readObserveFlags } from './observe-options.ts';
import { addReplayOptions, keepRecording, readReplayFlags, type ReplayFlags } from './replay-options.ts';
import { consoleText, errorText, outcomeJson, valueText } from './outcome-text.ts';
import { paint, shown } from './terminal.ts';
import { watchFiles } from './watch.ts';

const evalExamples = `
Examples:
  $ glovebox eval '6 * 7'
  $ glovebox eval 'input.map((n) => n * 2)' --input-json '[1, 2, 3]'
  $ glovebox eval 'await new Promise((done) => setTimeout(done, 50, "later"))'
  $ glovebox eval '1n << 64n' --json
  $ glovebox eval --input-json 5 -- '-input'    a source that begins with a dash`;

const runExamples = `
Examples:
  $ glovebox run script.ts                 TypeScript needs no flag
  $ glovebox run report.js --input orders.json
  $ echo 'input.n * 2' | glovebox run - --input-json '{"n": 21}'
  $ glovebox run slow.js --limit wallMs=5000 --limit memoryBytes=134217728
  $ glovebox run script.ts --watch
  $ glovebox run script.ts --check
  $ glovebox run script.ts --types granted.d.ts     what declareTypes() wrote
  $ glovebox run dice.ts --seed 42 --now 2026-01-01T00:00:00Z
  $ glovebox run a.ts --record run.json && glovebox run a.ts --replay run.json
  $ glovebox run slow.js --profile slow.cpuprofile    where time goes
  $ glovebox run script.ts --coverage             which lines ran
  $ glovebox run script.ts --inspect              DevTools can stop in it
  $ glovebox run script.ts --json | jq .usage`;

type RunFlags = Flags & ReplayFlags & ObserveFlags;

export function addEval(program: Command): void {
	addGuestOptions(program.command('eval').argument('<source>', 'JavaScript or TypeScript').description('run source given as an argument'))
		.addHelpText('after', evalExamples)
		.action(async (source: string, flags: Flags) => {
			process.exitCode = await runOnce({ source, filename: undefined }, flags);
		});
}

export function addRun(program: Command): void {
	const command = program.command('run').argument('<file>', 'a file, or - for standard input');
	addObserveOptions(addReplayOptions(addGuestOptions(command.description('run a file; waits for its timers, as Node does'))))
		.option('--watch', 'run again whenever the file changes')
		.option('--check', 'check the types first; needs typescript')
		.option('--types <file>', 'check against these declarations of what a host grants, and do not run')
		.addHelpText('after', runExamples)
		.action(async (file: string, flags: RunFlags) => {
			if (flags.watch) process.exitCode = await watchGuest(file, flags);
			else process.exitCode = await checkAndRun(await readGuest(file), flags);
		});
}

/** Runs again on every change of the file or its input, until interrupted. */
async function watchGuest(file: string, flags: RunFlags): Promise<number> {
	const files = flags.input === undefined ? [file] : [file, flags.input];
	await watchFiles(files, async () => checkAndRun(await readGuest(file), flags));
	return exitCodes.interrupted;
}

/** Whoever names declarations of host functions has none of them here, so the guest is checked and left at that. */
async function checkAndRun(guest: Guest, flags: RunFlags): Promise<number> {
	if (!flags.check && flags.types === undefined) return runOnce(guest, flags);
	const problems = await checkTypes(guest, flags.types === undefined ? '' : readText(flags.types));
	for (const { line, column, message } of problems) {
		process.stderr.write(shown(`${guest.filename ?? 'guest.ts'}:${line}:${column}: ${message}\n`, process.stderr));
	}
	if (problems.length > 0) return exitCodes.guest;
	return flags.types === undefined ? runOnce(guest, flags) : exitCodes.done;
}

async function runOnce(guest: Guest, flags: RunFlags): Promise<number> {
	const input = readInput(flags);
	// Whoever names an engine accepts its boundary.
	const engine = flags.engine === undefined ? observingEngine(flags) : readEngine(flags.engine);
	using sandbox = makeSandbox(flags, engine);
	if (flags.engine === undefined) sayBoundary(sandbox);
	using interrupt = listenForInterrupt(engine);
	const outcome = await sandbox.run(guest.source, {
		...input,
		...readObserveFlags(flags),
		...(guest.filename === undefined ? {} : { filename: guest.filename }),
		console: flags.json ? () => undefined : (entry) => process.stderr.write(consoleText(entry)),
		signal: interrupt.signal,
		waitForTimers: true,
	});
	keepRecording(outcome, flags);
	keepObserved(outcome, flags);
	return report(outcome, guest, flags);
}

function makeSandbox(flags: RunFlags, engine: Engine | undefined): Sandbox {
	const limits = (flags.limit ?? {}) as LimitOptions;
	const inspect = flags.inspect ? { inspect: true } : {};
	return createSandbox({
		limits,
		pool: { min: 0 },
		...inspect,
		...readReplayFlags(flags),
		...(engine ? { engine, boundary: engine.boundary } : {}),
	});
}

const said = new Set<string>();

/** Says once where the guest runs, unless it is the strongest there is. */
function sayBoundary({ boundary }: Sandbox): void {
	if (boundary === 'confined-process' || said.has(boundary)) return;
	said.add(boundary);
	process.stderr.write(paint.dim(`The boundary here is "${boundary}"; "glovebox doctor" has the way to a stronger one\n`, process.stderr));
}

/** Ctrl-C aborts the run, which ends its carrier. A guest in this very thread would keep the signal from being heard. */
function listenForInterrupt(engine: Engine | undefined): Disposable & { readonly signal: AbortSignal } {
	const controller = new AbortController();
	const onSignal = () => controller.abort(new Error('Interrupted'));
	if (engine?.stop !== 'asked') process.on('SIGINT', onSignal);
	return { signal: controller.signal, [Symbol.dispose]: () => process.off('SIGINT', onSignal) };
}

function report(outcome: Outcome, guest: Guest, flags: Flags): number {
	if (flags.json) process.stdout.write(outcomeJson(outcome));
	else if (outcome.ok) process.stdout.write(valueText(outcome.value, process.stdout));
	else process.stderr.write(errorText(outcome.error, guest.filename ?? 'guest.js'));
	return outcome.ok ? exitCodes.done : exitCodeFor(outcome.error);
}

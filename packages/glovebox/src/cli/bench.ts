/** `glovebox bench`: runs a program on every engine and says which suits it. It never chooses for anybody: engines differ. */
import type { Command } from 'commander';
import { type EngineFigures, type FailedOn, measureEngines } from './bench-measure.ts';
import { type Advice, adviceFor, figuresText } from './bench-text.ts';
import { engineNames, readEngine } from './engine-option.ts';
import { exitCodeFor, exitCodes } from './exit-codes.ts';
import { addLimit, type Flags as GuestFlags, readGuest, readInput } from './guest-options.ts';
import { paint } from './terminal.ts';

interface Flags extends Pick<GuestFlags, 'input' | 'inputJson' | 'limit' | 'json'> {
	readonly engine?: readonly string[];
	readonly runs: number;
	readonly for: number;
}

const notes = `
Each run has a fresh realm. "first" is the first value, from the making of the sandbox on; "warm" is the median
of the runs after it, on a carrier that was ready. "CPU" and "memory" are the guest's, where an engine knows them.
Engines differ in more than time, such as Intl and Temporal: which one runs a program is yours to choose.

Examples:
  $ glovebox bench report.ts --input orders.json
  $ glovebox bench report.ts --engine quickjs isolate --runs 100
  $ glovebox bench report.ts --for 60 --limit memoryBytes=134217728
  $ glovebox bench report.ts --json | jq .suits`;

export function addBench(program: Command): void {
	program
		.command('bench')
		.argument('<file>', 'a file, or - for standard input')
		.description('run a file on every engine and say which suits it')
		.option('--engine <name...>', `only these engines: ${engineNames.join(', ')}`)
		.option('--runs <number>', 'runs on each engine after the first, at most', readCount('--runs'), 20)
		.option('--for <seconds>', 'begin no run after so long; a run has an equal share of it', readCount('--for'), 30)
		.option('--input <file>', "JSON file that becomes the guest's global `input`")
		.option('--input-json <text>', 'the same, as text')
		.option('--limit <name=value>', 'a limit such as wallMs=200; may be repeated', addLimit)
		.option('--json', 'print one line of JSON')
		.addHelpText('after', notes)
		.action(async (file: string, flags: Flags) => {
			process.exitCode = await bench(file, flags);
		});
}

function readCount(name: string): (text: string) => number {
	return (text) => {
		const count = Number(text);
		if (!Number.isSafeInteger(count) || count < 1) throw new TypeError(`${name} ${text} is no whole number above 0`);
		return count;
	};
}

async function bench(file: string, flags: Flags): Promise<number> {
	const engines = [...new Set(flags.engine ?? engineNames)].map(readEngine);
	const input = readInput(flags);
	const guest = await readGuest(file);
	sayHowLong(engines.length, flags);
	const plan = { guest, input, limits: flags.limit ?? {}, runs: flags.runs, forMs: flags.for * 1_000 };
	const figures = await measureEngines(engines, plan);
	const advice = adviceFor(figures);
	process.stdout.write(flags.json ? `${benchJson(figures, advice)}\n` : `${figuresText(figures)}\n${advice.sentence}\n`);
	return exitCodeOf(figures);
}

/** Whoever waits at a terminal is told for how long. */
function sayHowLong(engines: number, { for: seconds, json }: Flags): void {
	if (json || !process.stderr.isTTY) return;
	process.stderr.write(paint.dim(`Running on ${engines} engines, for about ${seconds} seconds at most\n`, process.stderr));
}

function benchJson(figures: readonly EngineFigures[], { suits, sentence }: Advice): string {
	const engines = figures.map((each) => (each.ok ? each : failure(each)));
	// What is not known is `null`, so that each engine has the same keys.
	return JSON.stringify({ engines, suits, advice: sentence }, (_, value: unknown) => value ?? null);
}

function failure({ engine, boundary, error }: FailedOn): unknown {
	return { engine, boundary, ok: false, error: { code: error.code, message: error.message } };
}

/** Done where it ran somewhere; else what `glovebox run` would end with. */
function exitCodeOf(figures: readonly EngineFigures[]): number {
	const [first] = figures;
	return first === undefined || first.ok || figures.some(({ ok }) => ok) ? exitCodes.done : exitCodeFor(first.error);
}

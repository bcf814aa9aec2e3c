/** `glovebox run --seed … --now …`, `--record FILE` and `--replay FILE`. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Outcome, SandboxOptions } from '../index.ts';
import { readText } from './guest-options.ts';

export interface ReplayFlags {
	readonly seed?: string;
	readonly now?: string;
	readonly record?: string;
	readonly replay?: string;
}

export function addReplayOptions(command: Command): Command {
	return command
		.option('--seed <text>', 'run deterministically: random numbers come from this')
		.option('--now <time>', 'where the clock of a deterministic run starts, as ISO 8601 or milliseconds since 1970; default 0')
		.option('--record <file>', 'write down the run, for --replay; implies --seed 0')
		.option('--replay <file>', 'give the guest what a recording says it was given, and end at the first difference');
}

/** What a sandbox is told of these options. */
export function readReplayFlags({ seed, now, record, replay }: ReplayFlags): Pick<SandboxOptions, 'deterministic' | 'record' | 'replay'> {
	if (replay !== undefined) {
		if ((seed ?? now ?? record) !== undefined) throw new TypeError('--replay excludes --seed, --now and --record: the recording has them');
		return { replay: readRecordingFile(replay) };
	}
	if ((seed ?? now ?? record) === undefined) return {};
	return { deterministic: { seed: seed ?? '0', now: readTime(now ?? '0') }, record: record !== undefined };
}

function readTime(text: string): number {
	const ms = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
	if (Number.isNaN(ms)) throw new TypeError(`--now ${text} is no time; write 2026-01-01T00:00:00Z or milliseconds since 1970`);
	return ms;
}

function readRecordingFile(file: string): NonNullable<SandboxOptions['replay']> {
	try {
		return JSON.parse(readText(file)) as NonNullable<SandboxOptions['replay']>;
	} catch (cause) {
		if (!(cause instanceof SyntaxError)) throw cause;
		throw new TypeError(`Cannot read the recording: ${file} is no JSON (${cause.message})`, { cause });
	}
}

/** Writes the recording of a run where one was asked for; readable by its owner only, since it holds input and replies in clear. */
export function keepRecording({ recording }: Outcome, { record }: ReplayFlags): void {
	if (record !== undefined && recording !== undefined) writeFileSync(record, `${JSON.stringify(recording)}\n`, { mode: 0o600 });
}

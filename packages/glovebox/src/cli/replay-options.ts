/** `glovebox run --seed … --now …`, `--record FILE` and `--replay FILE`. */
import type { Command } from 'commander';
import type { Outcome, SandboxOptions } from '../index.ts';
import { readText, writeFile } from './text-file.ts';
import { readTime } from './time-option.ts';

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
	return { deterministic: { seed: seed ?? '0', now: readTime('--now', now ?? '0') }, record: record !== undefined };
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
	if (record !== undefined && recording !== undefined) writeFile(record, `${JSON.stringify(recording)}\n`, 0o600);
}

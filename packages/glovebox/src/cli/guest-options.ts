/** The options that `eval` and `run` share, read at the door: which guest, which input, which limits. */
import type { Command } from 'commander';
import { engineNames } from './engine-option.ts';
import { readStandardInput, readText } from './text-file.ts';

/** What was asked for, as commander gives it. */
export interface Flags {
	readonly input?: string;
	readonly inputJson?: string;
	readonly engine?: string;
	readonly limit?: Readonly<Record<string, number>>;
	readonly json?: boolean;
	readonly watch?: boolean;
	readonly check?: boolean;
	readonly types?: string;
}

/** A guest's source, and the name it goes by; `undefined` for a guest that is no file. */
export interface Guest {
	readonly source: string;
	readonly filename: string | undefined;
}

export function addGuestOptions(command: Command): Command {
	return command
		.option('--input <file>', "JSON file that becomes the guest's global `input`")
		.option('--input-json <text>', 'the same, as text')
		.option('--engine <name>', `where the guest runs: ${engineNames.join(', ')}`)
		.option('--limit <name=value>', 'a limit such as wallMs=200; may be repeated', addLimit)
		.option('--json', 'print one line: the outcome');
}

/** Adds one `--limit` to those given before it. */
export function addLimit(text: string, limits: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> {
	const [, name, value] = /^(\w+)=(\S+)$/.exec(text) ?? [];
	if (name === undefined || Number.isNaN(Number(value))) {
		throw new TypeError(`--limit ${text} is no limit; write a name and a number, such as --limit wallMs=200`);
	}
	return { ...limits, [name]: Number(value) };
}

/** Reads the guest from a file, or from standard input for `-`. */
export async function readGuest(file: string): Promise<Guest> {
	if (file === '-') return { source: await readStandardInput(), filename: undefined };
	return { source: readText(file), filename: file };
}

/** Reads the guest's input; an empty record where none was given. */
export function readInput({ input, inputJson }: Pick<Flags, 'input' | 'inputJson'>): { readonly input?: unknown } {
	if (input !== undefined && inputJson !== undefined) throw new TypeError('--input and --input-json exclude each other: give one of them');
	const text = input === undefined ? inputJson : readText(input);
	if (text === undefined) return {};
	try {
		return { input: JSON.parse(text) as unknown };
	} catch (cause) {
		const from = input === undefined ? '--input-json' : input;
		throw new TypeError(`Cannot read the input: ${from} is no JSON (${(cause as Error).message})`, { cause });
	}
}

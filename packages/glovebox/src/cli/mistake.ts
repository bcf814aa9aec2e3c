/** Mistakes of whoever called the command. */
import { exitCodes } from './exit-codes.ts';
import { paint, shown } from './terminal.ts';

/** Options of the library that go by another name on the command line. */
const flagNames: ReadonlyMap<string, string> = new Map([
	['limits.', '--limit '],
	['overrides', '--set'],
	['rules', '--rule'],
]);

/** The line that reports what was thrown. */
export function mistakeLine(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return `${mistakeMark()}${shown(inFlags(message), process.stderr)}\n`;
}

/** What begins each line that reports a mistake. */
export function mistakeMark(): string {
	return `${paint.red('glovebox:', process.stderr)} `;
}

/** What is an option of a call for the library is an option on the command line here. */
function inFlags(message: string): string {
	return message.replace(/\boptions\.(limits\.|\w+)/g, (_, name: string) => {
		return flagNames.get(name) ?? `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
	});
}

/** A wrong argument is a mistake of usage; anything else is ours or the engine's. */
export function mistakeCode(error: unknown): number {
	return error instanceof TypeError || error instanceof RangeError ? exitCodes.usage : exitCodes.host;
}

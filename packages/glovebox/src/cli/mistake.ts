/** Mistakes of whoever called the command. */
import { exitCodes } from './exit-codes.ts';
import { paint, shown } from './terminal.ts';

/** The line that reports what was thrown. */
export function mistakeLine(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	// What is an option of a call for the library is an option on the command line here.
	return `${paint.red('glovebox:', process.stderr)} ${shown(message.replaceAll('options.limits.', '--limit '), process.stderr)}\n`;
}

/** A wrong argument is a mistake of usage; anything else is ours or the engine's. */
export function mistakeCode(error: unknown): number {
	return error instanceof TypeError || error instanceof RangeError ? exitCodes.usage : exitCodes.host;
}

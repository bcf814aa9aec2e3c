/** Errors about files that a command was given: words for a person, and an exit code. */
import { GloveboxError, GuestError } from '../index.ts';
import { exitCodeFor, exitCodes } from './exit-codes.ts';
import { errorText } from './outcome-text.ts';

/** Writes what is wrong, with its file or else `otherwise`. A mistake of usage goes on to where all of them are reported. */
export function reportError(error: unknown, otherwise: string): number {
	if (!GloveboxError.isInstance(error)) throw error;
	const file = error.details['file'];
	process.stderr.write(errorText(error, typeof file === 'string' ? file : otherwise));
	return error instanceof GuestError ? exitCodes.guest : exitCodeFor(error);
}

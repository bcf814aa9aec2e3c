/**
 * The names that a guest gives files: components separated by slashes, below the folder that was granted.
 *
 * Runs on: host.
 * Trusts: nothing. What is not plainly a name is refused; nothing is decoded, joined or normalised.
 */
import { PublicError } from '../../core/errors.ts';

const mostComponents = 32;
const mostBytes = 255;
/** Names of files that are being written. No guest reads, lists or writes them. */
export const temporaryPrefix = '.glovebox-';

/** The components of a path; none for the folder itself, which is the empty path. */
export function readPath(path: string): readonly string[] {
	if (path === '') return [];
	const components = path.split('/');
	if (components.length > mostComponents) throw wrongPath(`it has more than ${mostComponents} components`);
	for (const name of components) readName(name);
	return components;
}

function readName(name: string): void {
	if (name === '') throw wrongPath('a component is empty');
	if (name === '.' || name === '..') throw wrongPath(`"${name}" is no name`);
	// A backslash and a colon separate on Windows, where a trailing dot or space is dropped.
	if (/[\0-\x1f\\:*?"<>|\x7f]/.test(name) || /[. ]$/.test(name)) throw wrongPath('it holds a character that no name here has');
	if (!name.isWellFormed() || Buffer.byteLength(name) > mostBytes) throw wrongPath(`a name has at most ${mostBytes} bytes`);
	if (name.startsWith(temporaryPrefix)) throw wrongPath(`names do not begin with "${temporaryPrefix}"`);
}

function wrongPath(reason: string): PublicError {
	return new PublicError(`Cannot use the path: ${reason}`, { name: 'TypeError' });
}

/** What a guest is told of a file that is not as it should be. */
export function fileError(name: 'NotFound' | 'NotAllowed' | 'AlreadyExists' | 'QuotaExceededError', reason: string): PublicError {
	return new PublicError(reason, { name });
}

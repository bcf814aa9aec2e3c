/** Files that the command was given by name: read within bounds, and with a reason where that fails. */
import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';

/** More than any option takes; a device that never ends is given up here. */
const mostBytes = 2 ** 28;
const chunkBytes = 2 ** 20;

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file',
	EISDIR: 'it is a folder',
	EACCES: 'you have no right to it',
	EPERM: 'you have no right to it',
	ENOTDIR: 'a part of the path is no folder',
	ENOSPC: 'the disk is full',
};

/** A file's text without its byte order mark, `-` for standard input's, or a mistake that says why it cannot be read. */
export function readText(file: string): string {
	return decodeText(readBytes(file), file);
}

/** What is written to standard input. */
export async function readStandardInput(): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
		bytes += chunk.byteLength;
		if (bytes > mostBytes) throw tooLarge('-');
		chunks.push(chunk);
	}
	return decodeText(Buffer.concat(chunks), '-');
}

/** The text of bytes that were read from a file. */
export function decodeText(bytes: Uint8Array, file: string): string {
	const text = new TextDecoder().decode(bytes);
	if (isUtf8(bytes)) return text;
	// What is no character was read as this one.
	const line = text.slice(0, text.indexOf('\ufffd')).split('\n').length;
	throw new TypeError(`Cannot read "${file}": it is not valid UTF-8, from line ${line}`);
}

/** Writes a file, or throws a mistake that says why that cannot be. */
export function writeFile(file: string, content: string | Uint8Array, mode?: number): void {
	try {
		writeFileSync(file, content, mode === undefined ? {} : { mode });
	} catch (cause) {
		const { code = 'failed' } = cause as NodeJS.ErrnoException;
		throw new TypeError(`Cannot write "${file}": ${code === 'ENOENT' ? 'there is no such folder' : (reasons[code] ?? code)}`, { cause });
	}
}

/** Pipes and devices do not say how much there is. */
function readBytes(file: string): Uint8Array {
	try {
		const handle = file === '-' ? 0 : openSync(file, 'r');
		try {
			if (fstatSync(handle).size > mostBytes) throw tooLarge(file);
			return readToEnd(handle, file);
		} finally {
			if (file !== '-') closeSync(handle);
		}
	} catch (cause) {
		if (cause instanceof RangeError) throw cause;
		const { code = 'failed' } = cause as NodeJS.ErrnoException;
		throw new TypeError(`Cannot read "${file}": ${reasons[code] ?? code}`, { cause });
	}
}

function readToEnd(handle: number, file: string): Uint8Array {
	const chunks: Uint8Array[] = [];
	for (let bytes = 0; ; ) {
		const chunk = Buffer.allocUnsafe(chunkBytes);
		const read = readSync(handle, chunk);
		if (read === 0) return Buffer.concat(chunks);
		bytes += read;
		if (bytes > mostBytes) throw tooLarge(file);
		chunks.push(chunk.subarray(0, read));
	}
}

function tooLarge(file: string): RangeError {
	return new RangeError(`Cannot read "${file}": it has more than ${mostBytes} bytes`);
}

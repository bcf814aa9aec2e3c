/** Bytes that should be UTF-8. */
import { isUtf8 } from 'node:buffer';

/** The line, counted from 1, of the first byte that is not UTF-8. */
export function firstBadLine(bytes: Uint8Array): number {
	let line = 1;
	for (let start = 0; start < bytes.length; line++) {
		const end = bytes.indexOf(0x0a, start);
		const next = end < 0 ? bytes.length : end + 1;
		if (!isUtf8(bytes.subarray(start, next))) return line;
		start = next;
	}
	return line;
}

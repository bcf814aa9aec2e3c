/**
 * Strings as bytes of linear memory.
 *
 * Runs on: host.
 * Trusts: nothing; bytes that are no UTF-8 are read as U+FFFD.
 */

/** Short texts get three bytes a code unit, which is always enough, and are not measured. */
const measuredFrom = 1_024;

/** How many bytes `writeText` may need. */
export function textRoom(text: string): number {
	if (text.length < measuredFrom || !text.isWellFormed()) return text.length * 3;
	return Buffer.byteLength(text);
}

/** Writes `text` to `memory` at `at` and returns its length in bytes. Lone surrogates are kept, as QuickJS reads them. */
export function writeText(memory: Buffer, text: string, at: number): number {
	if (text.isWellFormed()) return memory.utf8Write(text, at);
	return writeIllFormed(memory, text, at);
}

/**
 * UTF-8 in which a lone surrogate has the three bytes that its number would have (WTF-8). Reached by program source only:
 * messages are JSON text, in which both sides write a lone surrogate as an escape.
 */
function writeIllFormed(memory: Buffer, text: string, start: number): number {
	let at = start;
	for (const character of text) {
		const code = character.codePointAt(0)!;
		if (code < 0xd800 || code > 0xdfff) at += memory.utf8Write(character, at);
		else {
			memory[at++] = 0xe0 | (code >> 12);
			memory[at++] = 0x80 | ((code >> 6) & 0x3f);
			memory[at++] = 0x80 | (code & 0x3f);
		}
	}
	return at - start;
}

/**
 * How long a source is, as far as `sourceBytes` has to know.
 *
 * Runs on: host.
 */

/**
 * The bytes of a source in UTF-8 where they decide; else, of a text that is far under or over what is allowed, its UTF-16 units.
 * To count a text that was put together is to make it one piece of memory, on the host's own thread: half a gigabyte at worst.
 */
export function countSource(source: string | Uint8Array, allowed: number): number {
	if (typeof source !== 'string') return source.byteLength;
	// UTF-8 takes one to three bytes for each UTF-16 unit.
	const decides = source.length <= allowed && source.length * 3 > allowed;
	return decides ? Buffer.byteLength(source) : source.length;
}

/** Options that name a moment: `--now`, `--at`. */

/** Milliseconds since 1970. */
export function readTime(flag: string, text: string): number {
	const ms = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
	if (Number.isNaN(ms)) throw new TypeError(`${flag} ${text} is no time; write 2026-01-01T00:00:00Z or milliseconds since 1970`);
	return ms;
}

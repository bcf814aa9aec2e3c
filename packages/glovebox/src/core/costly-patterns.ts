/**
 * Regular expressions that take long to compile.
 *
 * V8 14.6 looks a property of Unicode up when it meets one in a pattern: `\p{L}` takes 40 microseconds, `\p{RGI_Emoji}`, whose members are
 * strings, 1 600. A result of a megabyte has room for 40 000 of either, and whoever decodes it compiles them all.
 *
 * Runs on: host.
 * Trusts: nothing of the message but that it comes out of `JSON.parse`.
 */

/** In units of five microseconds: about a tenth of a second. */
const mostCost = 20_000;
const costOfProperty = 20;
const costOfStrings = 320;
const charactersOfUnit = 100;

const properties = /\\[pP]\{([^}]{0,40})/g;
/** The properties of strings, which are all of emoji. */
const ofStrings = /^(?:RGI_Emoji|Basic_Emoji|Emoji_Keycap)/;

/** Whether making the regular expressions of an encoded value takes longer than any value is worth. */
export function hasCostlyPatterns(encoded: unknown): boolean {
	const nodes: unknown = Array.isArray(encoded) && encoded[0] === 'G' ? encoded[2] : undefined;
	if (!Array.isArray(nodes)) return false;
	let left = mostCost;
	for (const node of nodes) {
		if (!Array.isArray(node) || node[0] !== 'r') continue;
		left -= costOf(String(node[1]), String(node[2]));
		if (left < 0) return true;
	}
	return false;
}

function costOf(source: string, flags: string): number {
	let cost = 1 + source.length / charactersOfUnit;
	// Without these flags `\p` is a letter.
	if (!/[uv]/.test(flags)) return cost;
	for (const [, name = ''] of source.matchAll(properties)) cost += ofStrings.test(name) ? costOfStrings : costOfProperty;
	return cost;
}

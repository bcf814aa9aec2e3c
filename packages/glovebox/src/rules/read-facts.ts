/** Facts as text: a record, or a list of them. */
import { readRecord } from './forms/read.ts';
import { boundedText, readJsonText, withPlaces } from './problem.ts';
import type { Facts } from './rows.ts';

const deepest = 1_000;
/** More than this is data for a program, not for a file. */
const longestText = 64 * 2 ** 20;

/**
 * Reads facts from JSON: one record, or a list of them. A key that stands twice would be a fact that nobody sees, so it is refused, as in rules.
 *
 * @throws GuestError GLOVEBOX_RULES with the place of what is wrong.
 * @example
 * ```ts
 * import { readFacts } from 'glovebox/rules';
 * console.log(readFacts('[{ "age": 9 }, { "age": 40 }]').length); // → 2
 * ```
 */
export function readFacts(source: string, filename = 'facts.json'): readonly Facts[] {
	if (typeof source !== 'string') throw new TypeError('source must be text');
	const text = boundedText(source, longestText, filename);
	return readJsonText(text, filename, deepest, (value, placeOf) => withPlaces(filename, text, placeOf, () => rowsOf(value)));
}

function rowsOf(value: unknown): readonly Facts[] {
	if (!Array.isArray(value)) return [readRecord(value, [], 'what is decided on')];
	return value.map((row, index) => readRecord(row, [index], 'each row of facts'));
}

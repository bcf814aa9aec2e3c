/** Facts as text: a record, or a list of them. */
import { readJsonNodes } from '../core/json-nodes.ts';
import { Lines, Misread } from '../core/text-lines.ts';
import { readRecord } from './forms/read.ts';
import { jsonPlaces, rulesError, withPlaces } from './problem.ts';
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
	const text = source.replace(/^\ufeff/, '');
	if (Buffer.byteLength(text) > longestText) throw rulesError(`the text has more than ${longestText} bytes`, { file: filename });
	try {
		const root = readJsonNodes(text, { comments: false, depth: deepest });
		return withPlaces(filename, text, jsonPlaces(root, text), () => rowsOf(JSON.parse(text)));
	} catch (error) {
		if (!(error instanceof Misread)) throw error;
		throw rulesError(error.message, { file: filename, text, ...new Lines(text).at(error.offset) });
	}
}

function rowsOf(value: unknown): readonly Facts[] {
	if (!Array.isArray(value)) return [readRecord(value, [], 'what is decided on')];
	return value.map((row, index) => readRecord(row, [index], 'each row of facts'));
}

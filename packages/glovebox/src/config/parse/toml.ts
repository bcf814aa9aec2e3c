/** TOML 1.1. The library gives the values; a scan of the text, known to be valid by then, gives their places. */
import { parse, TomlDate, TomlError } from 'smol-toml';
import { type Place, type Tree, treeLimits, treeOf } from '../tree.ts';
import { type Lines, Misread } from '../../core/text-lines.ts';
import { tomlPlaces } from './toml-places.ts';

/** Reads a text. A date with an offset is a `Date`; local dates and times, which name no moment, stay text. */
export function readToml(text: string, lines: Lines): Tree {
	const value = tomlValue(text, lines);
	const { places, impossibleDate } = tomlPlaces(text);
	if (impossibleDate !== undefined) throw new Misread('the month has no such day', impossibleDate);
	const placeOf = (path: readonly string[]): Place => {
		for (let length = path.length; length > 0; length--) {
			const offset = places.get(JSON.stringify(path.slice(0, length)));
			if (offset !== undefined) return lines.at(offset);
		}
		return lines.at(0);
	};
	return treeOf(value, placeOf);
}

function tomlValue(text: string, lines: Lines): unknown {
	try {
		return plain(parse(text, { maxDepth: treeLimits.depth }), 0);
	} catch (error) {
		if (!(error instanceof TomlError)) throw error;
		const message = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
		throw new Misread(message, lines.offset(error.line, error.column));
	}
}

/** The library's own dates become ours. */
function plain(value: unknown, depth: number): unknown {
	if (value instanceof TomlDate) return value.isDateTime() && !value.isLocal() ? new Date(value.getTime()) : value.toISOString();
	if (typeof value !== 'object' || value === null || depth > treeLimits.depth) return value;
	if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
	const record: Record<string, unknown> = Object.create(null);
	for (const [key, entry] of Object.entries(value)) record[key] = plain(entry, depth + 1);
	return record;
}

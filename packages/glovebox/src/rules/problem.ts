/** The error of rules: what is wrong, in which text, where, and with the lines around it. */
import { GuestError } from '../core/errors.ts';
import { codeFrame } from '../core/frames.ts';
import { findJsonNode, type JsonNode, readJsonNodes } from '../core/json-nodes.ts';
import { Lines, Misread } from '../core/text-lines.ts';
import type { At } from './plan.ts';

/** Something wrong with one part of rules. Becomes a `GuestError` once it is known where that part stands. */
export class RuleProblem extends Error {
	readonly at: At;

	constructor(message: string, at: At) {
		super(message);
		this.at = at;
	}
}

export interface Place {
	readonly line?: number | undefined;
	readonly column?: number | undefined;
}

/** Finds where a part stands. */
export type PlaceOf = (at: At) => Place;

/** Makes a `GuestError` `GLOVEBOX_RULES`. `details` has `file` and `path`. */
export function rulesError(
	message: string,
	{
		file,
		text,
		line,
		column,
		path,
		cause,
	}: Place & { readonly file: string; readonly text?: string | undefined; readonly path?: string; readonly cause?: unknown },
): GuestError {
	const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
	return new GuestError('GLOVEBOX_RULES', `Cannot use the rules: ${place}: ${message}`, {
		name: 'RulesError',
		line,
		column,
		codeFrame: text === undefined || line === undefined ? undefined : codeFrame(text.replace(/[\u2028\u2029]/g, ' '), line, column ?? 1),
		details: { file, ...(path === undefined ? {} : { path }) },
		...(cause === undefined ? {} : { cause }),
	});
}

/** Runs `action`; what it finds wrong is told with file and place. */
export function withPlaces<T>(file: string, text: string | undefined, placeOf: PlaceOf, action: () => T): T {
	try {
		return action();
	} catch (error) {
		if (!(error instanceof RuleProblem)) throw error;
		throw rulesError(error.message, { file, text, ...placeOf(error.at), path: pointerText(error.at) });
	}
}

/** `rules[3].conditions` */
export function pointerText(at: At): string {
	let text = '';
	for (const key of at) text += typeof key === 'number' ? `[${key}]` : `${text === '' ? '' : '.'}${key}`;
	return text;
}

/** Reads JSON and hands it on, with the places of its parts. Keys that stand twice, `__proto__` and what is too deep are refused. */
export function readJsonText<T>(text: string, file: string, depth: number, read: (value: unknown, placeOf: PlaceOf) => T): T {
	try {
		const root = readJsonNodes(text, { comments: false, depth });
		// The library makes records without a prototype; what it accepted is JSON.
		return read(JSON.parse(text), jsonPlaces(root, text));
	} catch (error) {
		if (!(error instanceof Misread)) throw error;
		throw rulesError(error.message, { file, text, ...new Lines(text).at(error.offset) });
	}
}

/** Text without its byte order mark. Throws where it has more bytes than this. */
export function boundedText(source: string, most: number, file: string): string {
	const text = source.replace(/^\ufeff/, '');
	if (Buffer.byteLength(text) > most) throw rulesError(`the text has more than ${most} bytes`, { file });
	return text;
}

/** Places of parts of JSON text: of the part, or the nearest of what holds it. */
function jsonPlaces(root: JsonNode, text: string): PlaceOf {
	const lines = new Lines(text);
	return (at) => {
		for (let length = at.length; length >= 0; length--) {
			const node = findJsonNode(root, at.slice(0, length));
			if (node) return lines.at(node.parent?.type === 'property' ? node.parent.offset : node.offset);
		}
		return lines.at(0);
	};
}

export const noPlaces: PlaceOf = () => ({});

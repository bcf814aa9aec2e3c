/** States of the URL parser from the path on, and those of `file:`. */
import { readHost } from './host.ts';
import type { Parser, State, Step } from './parse.ts';
import { afterBase, again, takeFromBase, to } from './parse-scheme.ts';
import { controlSet, fragmentSet, pathSet, percentEncode, querySet, specialQuerySet } from './percent.ts';
import { isNormalDriveLetter, isSpecial, shorten, type UrlRecord } from './record.ts';

const isSlash = (url: UrlRecord, c: string): boolean => c === '/' || (c === '\\' && isSpecial(url));
const isDriveLetter = (text: string): boolean => /^[a-z][:|]$/i.test(text);

export const pathStates = {
	file: (parser, c) => {
		const { url, base } = parser;
		url.scheme = 'file';
		url.host = '';
		if (c === '/' || c === '\\') return to(parser, 'file slash');
		if (base?.scheme !== 'file') return again(parser, 'path');
		takeFromBase(parser);
		return afterBase(parser, c, () => {
			if (startsWithDriveLetter(parser, parser.at)) url.path = [];
			else shorten(url);
			return again(parser, 'path');
		});
	},
	'file slash': (parser, c) => {
		const { url, base } = parser;
		if (c === '/' || c === '\\') return to(parser, 'file host');
		if (base?.scheme === 'file') {
			url.host = base.host;
			const [first] = base.path;
			if (!startsWithDriveLetter(parser, parser.at) && first !== undefined && isNormalDriveLetter(first))
				(url.path as string[]).push(first);
		}
		return again(parser, 'path');
	},
	'file host': (parser, c) => {
		if (c !== '' && !/^[/\\?#]$/.test(c)) {
			parser.buffer += c;
			return undefined;
		}
		return endFileHost(parser);
	},
	'path start': (parser, c) => {
		const { url, overridden } = parser;
		if (isSpecial(url)) {
			to(parser, 'path');
			if (c !== '/' && c !== '\\') parser.at -= 1;
			return undefined;
		}
		if (!overridden && (c === '?' || c === '#')) return startTail(parser, c);
		if (c !== '') {
			to(parser, 'path');
			if (c !== '/') parser.at -= 1;
		} else if (overridden && url.host === undefined) (url.path as string[]).push('');
		return undefined;
	},
	path: (parser, c) => {
		const { url, overridden } = parser;
		if (c === '' || isSlash(url, c) || (!overridden && (c === '?' || c === '#'))) {
			endSegment(parser, c);
			return startTail(parser, c);
		}
		parser.buffer += percentEncode(c, pathSet);
		return undefined;
	},
	'opaque path': (parser, c) => {
		const { url, input, at } = parser;
		if (c === '?' || c === '#') return startTail(parser, c);
		// A space is kept, but one that would end the URL.
		if (c === ' ') url.path += input[at + 1] === '?' || input[at + 1] === '#' ? '%20' : ' ';
		else if (c !== '') url.path += percentEncode(c, controlSet);
		return undefined;
	},
	query: (parser, c) => {
		const { url, overridden } = parser;
		if (c !== '' && (overridden || c !== '#')) {
			parser.buffer += c;
			return undefined;
		}
		url.query = (url.query ?? '') + percentEncode(parser.buffer, isSpecial(url) ? specialQuerySet : querySet);
		parser.buffer = '';
		return startTail(parser, c);
	},
	fragment: (parser, c) => {
		parser.url.fragment = (parser.url.fragment ?? '') + percentEncode(c, fragmentSet);
		return undefined;
	},
} satisfies Readonly<Record<string, State>>;

function startTail(parser: Parser, c: string): undefined {
	if (c === '?') {
		parser.url.query = '';
		to(parser, 'query');
	} else if (c === '#') {
		parser.url.fragment = '';
		to(parser, 'fragment');
	}
}

function endSegment(parser: Parser, c: string): void {
	const { url } = parser;
	const path = url.path as string[];
	const segment = parser.buffer;
	parser.buffer = '';
	const endsHere = !isSlash(url, c);
	if (/^(?:\.|%2e){2}$/i.test(segment)) {
		shorten(url);
		if (endsHere) path.push('');
	} else if (/^(?:\.|%2e)$/i.test(segment)) {
		if (endsHere) path.push('');
	} else if (url.scheme === 'file' && path.length === 0 && isDriveLetter(segment)) path.push(`${segment[0]}:`);
	else path.push(segment);
}

function startsWithDriveLetter({ input }: Parser, at: number): boolean {
	if (!isDriveLetter((input[at] ?? '') + (input[at + 1] ?? ''))) return false;
	const next = input[at + 2];
	return next === undefined || /^[/\\?#]$/.test(next);
}

function endFileHost(parser: Parser): Step {
	const { url, buffer, overridden } = parser;
	parser.at -= 1;
	if (!overridden && isDriveLetter(buffer)) {
		// It was the start of a path. The buffer is kept for it.
		return to(parser, 'path');
	}
	if (buffer === '') {
		url.host = '';
		return overridden ? 'stop' : to(parser, 'path start');
	}
	const host = readHost(buffer, isSpecial(url));
	if (host === undefined) return 'fail';
	url.host = host === 'localhost' ? '' : host;
	parser.buffer = '';
	return overridden ? 'stop' : to(parser, 'path start');
}

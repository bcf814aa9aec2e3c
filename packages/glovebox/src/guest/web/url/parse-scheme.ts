/** States of the URL parser up to the point where it is known what the URL is relative to. */
import type { Parser, State, StateName, Step } from './parse.ts';
import { isSpecial, shorten, specialPorts } from './record.ts';

/** Goes on in another state, at the same character once more. */
export function again(parser: Parser, state: StateName): undefined {
	parser.state = state;
	parser.at -= 1;
}

export function to(parser: Parser, state: StateName): undefined {
	parser.state = state;
}

export const schemeStates = {
	'scheme start': (parser, c) => {
		if (/^[a-z]$/i.test(c)) {
			parser.buffer = c.toLowerCase();
			return to(parser, 'scheme');
		}
		return parser.overridden ? 'fail' : again(parser, 'no scheme');
	},
	scheme: (parser, c) => {
		if (/^[a-z0-9+\-.]$/i.test(c)) {
			parser.buffer += c.toLowerCase();
			return undefined;
		}
		if (c === ':') return parser.overridden ? changeScheme(parser) : endScheme(parser);
		if (parser.overridden) return 'fail';
		parser.buffer = '';
		parser.at = -1;
		return to(parser, 'no scheme');
	},
	'no scheme': (parser, c) => {
		const { base, url } = parser;
		if (base === undefined || (typeof base.path === 'string' && c !== '#')) return 'fail';
		if (typeof base.path === 'string') {
			Object.assign(url, base, { fragment: '' });
			return to(parser, 'fragment');
		}
		return again(parser, base.scheme === 'file' ? 'file' : 'relative');
	},
	'special relative or authority': (parser, c) => {
		if (c !== '/' || parser.input[parser.at + 1] !== '/') return again(parser, 'relative');
		parser.at += 1;
		return to(parser, 'special authority ignore slashes');
	},
	'path or authority': (parser, c) => (c === '/' ? to(parser, 'authority') : again(parser, 'path')),
	relative: (parser, c) => {
		const { url, base } = parser;
		url.scheme = base?.scheme ?? '';
		if (c === '/') return to(parser, 'relative slash');
		if (isSpecial(url) && c === '\\') return to(parser, 'relative slash');
		takeFromBase(parser);
		return afterBase(parser, c, () => {
			shorten(url);
			return again(parser, 'path');
		});
	},
	'relative slash': (parser, c) => {
		const { url, base } = parser;
		if (isSpecial(url) && (c === '/' || c === '\\')) return to(parser, 'special authority ignore slashes');
		if (c === '/') return to(parser, 'authority');
		if (base) Object.assign(url, { username: base.username, password: base.password, host: base.host, port: base.port });
		return again(parser, 'path');
	},
	'special authority slashes': (parser, c) => {
		to(parser, 'special authority ignore slashes');
		if (c === '/' && parser.input[parser.at + 1] === '/') parser.at += 1;
		else parser.at -= 1;
		return undefined;
	},
	'special authority ignore slashes': (parser, c) => (c === '/' || c === '\\' ? undefined : again(parser, 'authority')),
} satisfies Readonly<Record<string, State>>;

/** Copies all of the base that a path without slash keeps. */
export function takeFromBase({ url, base }: Parser): void {
	if (base === undefined) return;
	const { username, password, host, port, path, query } = base;
	Object.assign(url, { username, password, host, port, path: Array.from(path), query });
}

/** What follows where the base's path counts: a query, a fragment, or a path in place of the last segment. */
export function afterBase(parser: Parser, c: string, onPath: () => undefined): Step {
	const { url } = parser;
	if (c === '?') {
		url.query = '';
		return to(parser, 'query');
	}
	if (c === '#') {
		url.fragment = '';
		return to(parser, 'fragment');
	}
	if (c === '') return undefined;
	url.query = undefined;
	return onPath();
}

/** A special scheme can only become another special one, and so on: what a URL has must stay possible. */
function changeScheme({ url, buffer }: Parser): Step {
	if (isSpecial(url) !== specialPorts.has(buffer)) return 'stop';
	if (buffer === 'file' && (url.username !== '' || url.password !== '' || url.port !== undefined)) return 'stop';
	if (url.scheme === 'file' && url.host === '') return 'stop';
	url.scheme = buffer;
	if (url.port === specialPorts.get(buffer)) url.port = undefined;
	return 'stop';
}

function endScheme(parser: Parser): undefined {
	const { url, base, input, at } = parser;
	url.scheme = parser.buffer;
	parser.buffer = '';
	if (url.scheme === 'file') return to(parser, 'file');
	if (isSpecial(url)) return to(parser, base?.scheme === url.scheme ? 'special relative or authority' : 'special authority slashes');
	if (input[at + 1] === '/') {
		parser.at += 1;
		return to(parser, 'path or authority');
	}
	url.path = '';
	return to(parser, 'opaque path');
}

/** States of the URL parser for user, password, host and port. */
import { readHost } from './host.ts';
import type { Parser, State, Step } from './parse.ts';
import { again, to } from './parse-scheme.ts';
import { percentEncode, userinfoSet } from './percent.ts';
import { isSpecial, specialPorts } from './record.ts';

export const authorityStates = {
	authority: (parser, c) => {
		if (c === '@') return takeUserinfo(parser);
		if (!endsAuthority(parser, c)) {
			parser.buffer += c;
			return undefined;
		}
		if (parser.atSignSeen && parser.buffer === '') return 'fail';
		parser.at -= Array.from(parser.buffer).length + 1;
		parser.buffer = '';
		return to(parser, 'host');
	},
	host: (parser, c) => host(parser, c),
	hostname: (parser, c) => host(parser, c),
	port: (parser, c) => {
		if (/^[0-9]$/.test(c)) {
			parser.buffer += c;
			return undefined;
		}
		if (!endsAuthority(parser, c) && !parser.overridden) return 'fail';
		return takePort(parser);
	},
} satisfies Readonly<Record<string, State>>;

/** A backslash is a slash where the scheme is special. */
export function endsAuthority({ url }: Parser, c: string): boolean {
	return c === '' || c === '/' || c === '?' || c === '#' || (c === '\\' && isSpecial(url));
}

function takeUserinfo(parser: Parser): undefined {
	const { url } = parser;
	// An at sign before this one belongs to what it ends.
	const text = parser.atSignSeen ? `%40${parser.buffer}` : parser.buffer;
	parser.atSignSeen = true;
	for (const character of text) {
		if (character === ':' && !parser.passwordTokenSeen) {
			parser.passwordTokenSeen = true;
			continue;
		}
		const encoded = percentEncode(character, userinfoSet);
		if (parser.passwordTokenSeen) url.password += encoded;
		else url.username += encoded;
	}
	parser.buffer = '';
}

function host(parser: Parser, c: string): Step {
	const { url, overridden } = parser;
	if (overridden && url.scheme === 'file') return again(parser, 'file host');
	if (c === ':' && !parser.insideBrackets) {
		if (parser.buffer === '' || overridden === 'hostname') return 'fail';
		return takeHost(parser) ? to(parser, 'port') : 'fail';
	}
	if (endsAuthority(parser, c)) return endHost(parser);
	if (c === '[') parser.insideBrackets = true;
	if (c === ']') parser.insideBrackets = false;
	parser.buffer += c;
	return undefined;
}

function endHost(parser: Parser): Step {
	const { url, overridden, buffer } = parser;
	parser.at -= 1;
	if (buffer === '' && isSpecial(url)) return 'fail';
	const has = url.username !== '' || url.password !== '' || url.port !== undefined;
	if (overridden && buffer === '' && has) return 'fail';
	if (!takeHost(parser)) return 'fail';
	return overridden ? 'stop' : to(parser, 'path start');
}

function takeHost(parser: Parser): boolean {
	const host = readHost(parser.buffer, isSpecial(parser.url));
	if (host === undefined) return false;
	parser.url.host = host;
	parser.buffer = '';
	return true;
}

function takePort(parser: Parser): Step {
	const { url, buffer, overridden } = parser;
	if (buffer !== '') {
		const port = Number(buffer);
		if (port > 65_535) return 'fail';
		url.port = specialPorts.get(url.scheme) === port ? undefined : port;
		parser.buffer = '';
		if (overridden) return 'stop';
	}
	if (overridden) return 'fail';
	return again(parser, 'path start');
}

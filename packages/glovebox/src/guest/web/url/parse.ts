/**
 * The URL parser of the URL standard: a state machine over characters. States have the standard's names.
 * `start` says where a setter begins; it then changes `url` alone, and stops where the part is over.
 */
import { authorityStates } from './parse-authority.ts';
import { pathStates } from './parse-path.ts';
import { schemeStates } from './parse-scheme.ts';
import { emptyRecord, type UrlRecord } from './record.ts';

export interface Parser {
	readonly input: readonly string[];
	readonly url: UrlRecord;
	readonly base: UrlRecord | undefined;
	/** Whether a setter asked. */
	readonly overridden: StateName | undefined;
	state: StateName;
	at: number;
	buffer: string;
	atSignSeen: boolean;
	insideBrackets: boolean;
	passwordTokenSeen: boolean;
}

/** `'fail'`: the text is no URL, or a setter's value is refused. `'stop'`: what a setter asked for is done. */
export type Step = 'fail' | 'stop' | undefined;
/** One step; `c` is `''` at the end of the text. */
export type State = (parser: Parser, c: string) => Step;
export type StateName =
	| ('scheme start' | 'scheme' | 'no scheme' | 'special relative or authority' | 'path or authority' | 'relative' | 'relative slash')
	| ('special authority slashes' | 'special authority ignore slashes' | 'authority' | 'host' | 'hostname' | 'port')
	| ('file' | 'file slash' | 'file host' | 'path start' | 'path' | 'opaque path' | 'query' | 'fragment');

const states: Readonly<Record<StateName, State>> = { ...schemeStates, ...authorityStates, ...pathStates };

/** Parses text to a URL; `undefined` where it is none. */
export function parseUrl(text: string, base?: UrlRecord): UrlRecord | undefined {
	const url = emptyRecord();
	return run(text.replace(/^[\0- ]+|[\0- ]+$/g, ''), url, base, undefined) === 'fail' ? undefined : url;
}

/** Parses text as one part of `url`, which it changes. Says whether the value was taken. */
export function parsePart(text: string, url: UrlRecord, start: StateName): boolean {
	return run(text, url, undefined, start) !== 'fail';
}

function run(text: string, url: UrlRecord, base: UrlRecord | undefined, overridden: StateName | undefined): Step {
	const parser: Parser = {
		input: Array.from(text.replace(/[\t\n\r]/g, '')),
		url,
		base,
		overridden,
		state: overridden ?? 'scheme start',
		at: 0,
		buffer: '',
		atSignSeen: false,
		insideBrackets: false,
		passwordTokenSeen: false,
	};
	for (; ; parser.at++) {
		const step = states[parser.state](parser, parser.input[parser.at] ?? '');
		if (step !== undefined) return step;
		if (parser.at >= parser.input.length) return undefined;
	}
}

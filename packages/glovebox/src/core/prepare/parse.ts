/**
 * Parsing: V8's own parser where yes or no is enough, acorn where the tree is needed.
 *
 * Runs on: carriers, and the host for source it trusts not to be a bomb.
 * Trusts: nothing. The text is hostile; it is compiled here and never run.
 */
import vm from 'node:vm';
import { type Options, type Program, tokenizer } from 'acorn';
import type { Position } from '../positions.ts';
import { BodyParser, GuestParser } from './parser.ts';
import { positionAt, SourceError } from './source-error.ts';

/** What a text may be. `awaiting`: a Script with `await` at its top level. */
export type Goal = 'script' | 'awaiting' | 'function' | 'module';

const goals: { readonly [name in Goal]: Partial<Options> } = {
	script: { sourceType: 'script' },
	awaiting: { sourceType: 'script', allowAwaitOutsideFunction: true },
	function: { sourceType: 'script', allowAwaitOutsideFunction: true, allowReturnOutsideFunction: true },
	module: { sourceType: 'module' },
};

/** The tree of a text, or a SourceError thrown. */
export function parse(source: string, goal: Goal): Program {
	const parser = goal === 'awaiting' || goal === 'function' ? BodyParser : GuestParser;
	try {
		return parser.parse(source, { ecmaVersion: 'latest', ...goals[goal] });
	} catch (error) {
		throw readParserError(error, source);
	}
}

/** Where the `count`th token from an offset ends, in text that parses as a module. */
export function tokenEnd(source: string, offset: number, count: number): number {
	const tokens = tokenizer(source.slice(offset), { ecmaVersion: 'latest', sourceType: 'module' });
	let end = 0;
	for (let read = 0; read < count; read++) end = tokens.getToken().end;
	return offset + end;
}

/** What V8 has against a text as a Script; `undefined` where it parses. Far cheaper than a tree. */
export function checkScript(source: string): SourceError | undefined {
	try {
		new vm.Script(source, { filename: checked });
		return undefined;
	} catch (error) {
		const { name, message, stack } = error as Error;
		if (name !== 'SyntaxError') return tooDeep(source);
		return new SourceError(message, readMark(stack) ?? placeByParser(source) ?? { line: 0, column: 0 });
	}
}

/** Where our own parser stumbles over a text read as a Script. */
function placeByParser(source: string): Position | undefined {
	try {
		parse(source, 'script');
		return undefined;
	} catch (error) {
		return error instanceof SourceError ? error : undefined;
	}
}

const checked = 'program';

/** Node writes the place of a syntax error before the stack: file and line, the line's text, and marks under it. */
function readMark(stack: string | undefined): Position | undefined {
	const found = /^program:(\d+)\n.*\n([ \t]*)/.exec(stack ?? '');
	if (!found) return undefined;
	const column = (found[2] as string).length + 1;
	// Node gives up marking after about 1 000 characters.
	return column > 1_000 ? undefined : { line: Number(found[1]), column };
}

function readParserError(error: unknown, source: string): SourceError {
	if (error instanceof RangeError) return tooDeep(source);
	if (!(error instanceof SyntaxError)) throw error;
	const { message, pos } = error as SyntaxError & { pos?: number };
	if (message.startsWith('Not enough stack space')) return tooDeep(source, pos);
	return new SourceError(message.replace(/ \(\d+:\d+\)$/, ''), positionAt(source, pos ?? 0));
}

function tooDeep(source: string, offset?: number): SourceError {
	const position = offset === undefined ? { line: 0, column: 0 } : positionAt(source, offset);
	return new SourceError('Code is nested too deeply', position);
}

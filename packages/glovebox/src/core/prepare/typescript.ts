/** TypeScript to JavaScript: types are blanked where they stand; what has a meaning of its own (enums, namespaces) is transformed. */
import { composedPositions, identityPositions, type PositionMap, positionsWithPrefix, sourceMapPositions } from '../positions.ts';
import { type AmaroOutput, type Refusal, runAmaro } from './amaro.ts';
import { parse } from './parse.ts';
import { attempt, furthestError, SourceError } from './source-error.ts';

export interface Stripped {
	readonly code: string;
	readonly positions: PositionMap;
}

/** Whether a text may be TypeScript and not JavaScript: it holds something that all of TypeScript's own syntax needs. */
export function mayBeTypeScript(source: string): boolean {
	return /[:!<?]|\b(?:as|satisfies|enum|interface|type|namespace|module|declare|abstract|implements|public|private|protected|readonly|override|import|export)\b/.test(
		source,
	);
}

/** Takes the types out. `kind` says whether a `return` at the top level is wanted, possible, or out of the question. */
export function stripTypes(source: string, kind: 'auto' | 'script' | 'function' | 'module'): Stripped {
	// A byte order mark would be lost and move the first line.
	const text = source.replace(/^\ufeff/, ' ');
	const mayReturn = kind === 'function' || (kind === 'auto' && /\breturn\b/.test(text));
	if (kind === 'function') return stripBody(text);
	const plain = attempt(() => stripProgram(text));
	if (!(plain instanceof SourceError)) return plain;
	if (!mayReturn) throw plain;
	const body = attempt(() => stripBody(text));
	if (!(body instanceof SourceError)) return body;
	throw furthestError([plain, body]);
}

function stripProgram(source: string): Stripped {
	const output = runAmaro(source, 'strip-only');
	if ('startLine' in output) return output.code === 'UnsupportedSyntax' ? transform(source) : refuse(output, source);
	return { code: withSurrogates(output.code, source), positions: identityPositions };
}

const bodyStart = '(async function(){';
const bodyEnd = '\n})';

/** amaro refuses a `return` at the top level, so the text is put into a function and taken out again. */
function stripBody(source: string): Stripped {
	const wrapped = `${bodyStart}${source}${bodyEnd}`;
	const prefixed = positionsWithPrefix(identityPositions, -bodyStart.length);
	const stripped = attempt(() => stripProgram(wrapped));
	if (stripped instanceof SourceError)
		throw new SourceError(stripped.message, prefixed.original(stripped.line, stripped.column) ?? stripped);
	if (stripped.positions === identityPositions) {
		return { code: stripped.code.slice(bodyStart.length, -bodyEnd.length), positions: identityPositions };
	}
	return unwrap(stripped, prefixed);
}

/** The inside of the function that a transformed text consists of. */
function unwrap({ code, positions }: Stripped, prefixed: PositionMap): Stripped {
	const statement = parse(code, 'awaiting').body[0];
	const body =
		statement?.type === 'ExpressionStatement' && statement.expression.type === 'FunctionExpression' ? statement.expression.body : undefined;
	if (!body) throw new SourceError('Code after the end of the function', { line: 0, column: 0 });
	const before = code.slice(0, body.start + 1).split('\n');
	const moved: PositionMap = {
		original: (line, column) => ({
			line: line + before.length - 1,
			column: line === 1 ? column + (before.at(-1) as string).length : column,
		}),
	};
	return { code: code.slice(body.start + 1, body.end - 1), positions: composedPositions(composedPositions(moved, positions), prefixed) };
}

function transform(source: string): Stripped {
	const output = runAmaro(source, 'transform');
	if ('startLine' in output) return refuse(output, source);
	return { code: output.code, positions: readMap(output) };
}

function readMap({ map }: AmaroOutput): PositionMap {
	return map === undefined ? identityPositions : sourceMapPositions(JSON.parse(map));
}

/**
 * amaro counts columns of text beyond ASCII in its own way. The same text with such characters replaced, one for one,
 * has the same error at a column that can be relied on.
 */
function refuse(refusal: Refusal, source: string): never {
	const plain = source.replace(/[^\0-\x7f\u2028\u2029]/g, 'x');
	const again = plain === source ? refusal : runAmaro(plain, refusal.code === 'UnsupportedSyntax' ? 'transform' : 'strip-only');
	const { startLine, startColumn } = 'startLine' in again ? again : refusal;
	throw new SourceError(refusal.message, { line: startLine, column: startColumn + 1 });
}

/** amaro replaces each half of a broken surrogate pair; the text that was given had it. */
function withSurrogates(code: string, source: string): string {
	if (source.isWellFormed() || code.length !== source.length) return code;
	return code.replace(/\ufffd/g, (_, index: number) => source[index] as string);
}

/**
 * Reads an expression: one expression and nothing else, or a syntax error with its place.
 *
 * Runs on: host.
 * Trusts: nothing. The text is hostile: it is no longer than 64 KiB, its nesting is counted first, and it is never run here.
 */
import { type Expression, type Options, tokTypes, type TokenType } from 'acorn';
import { GuestError, LimitError } from '../core/errors.ts';
import { codeFrame } from '../core/frames.ts';
import { checkNesting } from '../core/prepare/nesting.ts';
import { GuestParser } from '../core/prepare/parser.ts';
import { positionAt, SourceError } from '../core/prepare/source-error.ts';

/** In UTF-16 units. The parser takes about a millisecond for 10 KiB. */
export const longestExpression = 64 * 2 ** 10;

/** An operator that is a word, as the parser met it. Stands in the tree as a `BinaryExpression`. */
export interface WordOperation {
	readonly name: string;
	/** Of the whole operation. */
	readonly start: number;
	readonly end: number;
	/** Of the word. */
	readonly wordStart: number;
}

export interface ParsedExpression {
	readonly tree: Expression;
	readonly operations: readonly WordOperation[];
}

/** The parts of acorn 8.19's parser that its types leave out. */
interface Internals {
	type: TokenType;
	value: unknown;
	start: number;
	startLoc: unknown;
	lastTokEnd: number;
	exprAllowed: boolean;
	nextToken(): void;
	next(): void;
	unexpected(at?: number): never;
	parseExpression(): Expression;
	parseMaybeUnary(errors: null, sawUnary: boolean, incDec: boolean, forInit: unknown): Expression;
	parseExprOp(left: Expression, start: number, startLoc: unknown, least: number, forInit: unknown): Expression;
	buildBinary(start: number, startLoc: unknown, left: Expression, right: Expression, operator: string, logical: boolean): Expression;
}

type InternalParser = new (options: Options, input: string) => Internals;

class ExpressionParser extends (GuestParser as unknown as InternalParser) {
	readonly operations: WordOperation[] = [];
	/** How tightly each word binds. */
	readonly #words: ReadonlyMap<string, number>;

	constructor(source: string, words: ReadonlyMap<string, number>) {
		super({ ecmaVersion: 'latest', sourceType: 'script', allowAwaitOutsideFunction: true, preserveParens: true }, source);
		this.#words = words;
	}

	parseWhole(): Expression {
		this.nextToken();
		const tree = this.parseExpression();
		if (this.type !== tokTypes.eof) this.unexpected();
		return tree;
	}

	override parseExprOp(left: Expression, start: number, startLoc: unknown, least: number, forInit: unknown): Expression {
		const binding = this.type === tokTypes.name ? this.#words.get(String(this.value)) : undefined;
		if (binding === undefined) return super.parseExprOp(left, start, startLoc, least, forInit);
		if (binding <= least) return left;
		const name = String(this.value);
		const wordStart = this.start;
		// An operand follows, which may be a regular expression.
		this.exprAllowed = true;
		this.next();
		const [rightStart, rightLoc] = [this.start, this.startLoc];
		const operand = this.parseMaybeUnary(null, false, false, forInit);
		const right = this.parseExprOp(operand, rightStart, rightLoc, binding, forInit);
		this.operations.push({ name, start, end: this.lastTokEnd, wordStart });
		const node = this.buildBinary(start, startLoc, left, right, name, false);
		return this.parseExprOp(node, start, startLoc, least, forInit);
	}
}

/**
 * The tree of an expression.
 *
 * @throws GuestError GLOVEBOX_GUEST_SYNTAX for anything but one expression, with line, column and code frame; LimitError where it is too long.
 */
export function parseExpression(source: string, filename: string, words: ReadonlyMap<string, number>): ParsedExpression {
	if (source.length > longestExpression) throw new LimitError('sourceBytes', longestExpression, Buffer.byteLength(source));
	try {
		checkNesting(source);
		const parser = new ExpressionParser(source, words);
		return { tree: parser.parseWhole(), operations: parser.operations };
	} catch (error) {
		throw syntaxError(readProblem(error, source), source, filename);
	}
}

function readProblem(error: unknown, source: string): SourceError {
	if (error instanceof SourceError) return error;
	if (error instanceof RangeError) return new SourceError('Code is nested too deeply', { line: 1, column: 1 });
	if (!(error instanceof SyntaxError)) throw error;
	const { message, pos = 0 } = error as SyntaxError & { readonly pos?: number };
	return new SourceError(describe(message.replace(/ \(\d+:\d+\)$/, ''), source, pos), positionAt(source, pos));
}

const statement = /^(?:;|\}|(?:break|const|continue|debugger|do|for|if|let|return|switch|throw|try|var|while|with|export)\b)/;

function describe(message: string, source: string, at: number): string {
	const rest = source.slice(at, at + 20);
	if (source.trim() === '') return 'The expression is empty';
	if (message === 'Unexpected token' && rest === '') return 'Unexpected end of the expression';
	if (statement.test(rest)) return `Unexpected "${/^(?:\w+|.)/s.exec(rest)?.[0]}": one expression is wanted, not statements`;
	return message;
}

function syntaxError(problem: SourceError, source: string, filename: string): GuestError {
	const { message, line, column } = problem;
	return new GuestError('GLOVEBOX_GUEST_SYNTAX', message, {
		name: 'SyntaxError',
		stack: `    at ${filename}:${line}:${column}`,
		line,
		column,
		codeFrame: codeFrame(source, line, column),
	});
}

/** The cells of a decision table: what a fact must be for a row to hold. */
import type { At, Expr } from '../plan.ts';
import { RuleProblem } from '../problem.ts';

export type Literal = string | number | boolean | null;

/** One alternative of a cell. */
export type CellPart =
	| { readonly op: 'is' | 'isNot' | 'below' | 'atMost' | 'above' | 'atLeast'; readonly value: Literal }
	| { readonly op: 'range'; readonly low: number; readonly high: number; readonly withLow: boolean; readonly withHigh: boolean };

/** Any of `parts` must hold, or none of them where it is negated. No parts: anything holds. */
export interface Cell {
	readonly parts: readonly CellPart[];
	readonly negated: boolean;
}

const comparisons: ReadonlyMap<string, 'is' | 'isNot' | 'below' | 'atMost' | 'above' | 'atLeast'> = new Map([
	['=', 'is'],
	['!=', 'isNot'],
	['<', 'below'],
	['<=', 'atMost'],
	['>', 'above'],
	['>=', 'atLeast'],
]);

/** Reads a cell: text such as `>= 18`, `[1..5)`, `gold, silver`, `not(gold)`, `-` for anything; or a value, or a list of values. */
export function readCell(value: unknown, at: At): Cell {
	if (Array.isArray(value))
		return { parts: value.map((item) => ({ op: 'is' as const, value: readLiteralValue(item, at) })), negated: false };
	if (typeof value !== 'string') return { parts: [{ op: 'is', value: readLiteralValue(value, at) }], negated: false };
	const text = value.trim();
	if (text === '' || text === '-') return { parts: [], negated: false };
	const inside = /^not\s*\((.*)\)$/s.exec(text)?.[1];
	return { parts: splitParts(inside ?? text, at).map((part) => readPart(part, at)), negated: inside !== undefined };
}

function readLiteralValue(value: unknown, at: At): Literal {
	if (value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
		return value;
	throw new RuleProblem('a cell must be text, a number, true, false, null or a list of them', at);
}

/** At commas outside of quotes. */
function splitParts(text: string, at: At): readonly string[] {
	const parts = [''];
	// One piece after another: a quote that nothing closes is looked for once.
	const piece = /"(?:[^"\\]|\\.)*"|[^",]+|,/gsy;
	while (piece.lastIndex < text.length) {
		const [found] = piece.exec(text) ?? [];
		if (found === undefined) throw new RuleProblem(`"${text.slice(0, 100)}" is no cell`, at);
		if (found === ',') parts.push('');
		else parts.push(`${parts.pop()}${found}`);
	}
	if (parts.includes('')) throw new RuleProblem(`"${text.slice(0, 100)}" is no cell`, at);
	return parts.map((part) => part.trim());
}

function readPart(text: string, at: At): CellPart {
	const range = /^([[(])?\s*(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)\s*([\])])?$/.exec(text);
	if (range) {
		const [low, high] = [Number(range[2]), Number(range[3])];
		if (low > high) throw new RuleProblem(`the range "${text.slice(0, 100)}" is empty`, at);
		return { op: 'range', low, high, withLow: range[1] !== '(', withHigh: range[4] !== ')' };
	}
	const [, sign = '', rest = ''] = /^(<=|>=|!=|<|>|=)\s*(.*)$/s.exec(text) ?? [];
	const op = comparisons.get(sign);
	const value = readLiteral(op ? rest : text, at);
	if (op && op !== 'is' && op !== 'isNot' && typeof value !== 'number' && typeof value !== 'string')
		throw new RuleProblem(`"${text.slice(0, 100)}" compares with what has no order`, at);
	return { op: op ?? 'is', value };
}

function readLiteral(text: string, at: At): Literal {
	if (text === '') throw new RuleProblem('a value is missing in the cell', at);
	if (/^[<>=!]/.test(text)) throw new RuleProblem(`"${text.slice(0, 100)}" is no value; put text that begins so in quotes`, at);
	if (text === 'true' || text === 'false') return text === 'true';
	if (text === 'null') return null;
	if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text);
	if (!text.startsWith('"')) return text;
	try {
		return String(JSON.parse(text));
	} catch {
		throw new RuleProblem(`${text.slice(0, 100)} is no text in quotes`, at);
	}
}

/** The condition that a cell is. */
export function cellExpr(cell: Cell, fact: Expr, at: At): Expr {
	const parts = cell.parts.map((part) => partExpr(part, fact, at));
	const [only] = parts;
	const any: Expr = parts.length === 1 && only ? only : { op: 'any', args: parts, at };
	return cell.negated ? { op: 'not', args: [any], at } : any;
}

function partExpr(part: CellPart, fact: Expr, at: At): Expr {
	const compare = (op: string, value: Literal): Expr => ({ op, args: [fact, { op: 'const', value, at }], at });
	if (part.op !== 'range') return compare(part.op, part.value);
	const { low, high, withLow, withHigh } = part;
	return { op: 'all', args: [compare(withLow ? 'atLeast' : 'above', low), compare(withHigh ? 'atMost' : 'below', high)], at };
}

/**
 * Decides for many rows in one call, and explains one. Rules that are data, and rules that are code, each with its own way.
 *
 * Runs on: guest. The functions are sent as text, beside those of the other files of this folder.
 * Trusts: the kept realm, whose intrinsics are frozen. Rules that are code are guests themselves and may answer anything.
 */
import { candidatesOf, type Change, findFlip } from './flip.ts';
import type { Seen, Tree, Walk } from './walk.ts';
import { truthy } from './operators.ts';

/** Which rules hold for each row; and the rows that could not be decided. */
export interface Answer {
	readonly matches: readonly (readonly number[])[];
	readonly failures: readonly Failure[];
}

export interface Failure {
	readonly row: number;
	readonly name: string;
	readonly message: string;
}

/** Why one rule held, or did not. */
export interface Reason {
	readonly rule: number;
	readonly held: boolean;
	readonly seen: Seen;
	readonly flip: readonly Change[] | null;
}

/** Trials of one search for a flip, and of all in one explanation: a fraction of a second. */
export function flipBudgets(): { readonly one: number; readonly all: number } {
	return { one: 5_000, all: 100_000 };
}

export function describeFailure(row: number, error: unknown): Failure {
	try {
		if (!(error instanceof Error))
			return { row, name: 'Thrown', message: typeof error === 'string' ? error.slice(0, 1_000) : typeof error };
		return { row, name: String(error.name).slice(0, 100), message: String(error.message).slice(0, 1_000) };
	} catch {
		// A proxy, or a getter that throws: no other row is to suffer for it.
		return { row, name: 'Thrown', message: 'an error that cannot be read' };
	}
}

export type Select = (data: unknown, at: number, matches: number[]) => void;

function decideRows(select: Select, rows: readonly unknown[], at: number, throws = false): Answer {
	const failures: Failure[] = [];
	const matches = rows.map((row, index) => {
		const found: number[] = [];
		try {
			select(row, at, found);
		} catch (error) {
			if (throws) throw error;
			failures.push(describeFailure(index, error));
		}
		return found;
	});
	return { matches, failures };
}

/** Explains the rules of these indexes. */
function explainData(
	trees: readonly Tree[],
	walk: Walk,
	see: (tree: Tree, data: unknown) => Seen,
	data: unknown,
	rules: readonly number[],
): readonly Reason[] {
	const budgets = flipBudgets();
	let left = budgets.all;
	return rules.map((rule) => {
		const tree = trees[rule] as Tree;
		const holds = (changed: unknown) => truthy(walk(tree, changed));
		const budget = { left: Math.min(budgets.one, left) };
		const given = budget.left;
		const flip = findFlip(candidatesOf(tree), data, holds, budget);
		left -= given - budget.left;
		return { rule, held: holds(data), seen: see(tree, data), flip };
	});
}

export const runParts: readonly ((...args: never[]) => unknown)[] = [flipBudgets, describeFailure, decideRows, explainData];

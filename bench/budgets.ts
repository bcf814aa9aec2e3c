/** What Glovebox may cost beside a peer or a floor: ratios of minima of one run, never times. */
import type { Measured } from './harness.ts';

/** Ours, beside whom, in which scenario of `peers/scenarios.ts`. */
export interface Comparison {
	readonly scenario: string;
	readonly ours: string;
	readonly beside: string;
}

/** Ratios by the names of their comparisons, as `budgets.json` has them. */
export type Budgets = Readonly<Record<string, number>>;

export interface Verdict {
	readonly name: string;
	readonly ratio: number;
	/** `undefined` where `budgets.json` has none. */
	readonly budget: number | undefined;
	readonly kept: boolean;
}

/** How much worse than its budget a ratio may be: what is left of noise once minima are taken. */
const most = 4 / 3;

/** The least that each contender took, by name. */
export type Minima = ReadonlyMap<string, number>;

/** Minima of what was measured before and now. More rounds only bring them nearer to what it costs. */
export function lowerMinima(before: Minima, measured: readonly Pick<Measured, 'name' | 'min'>[]): Minima {
	return new Map(measured.map(({ name, min }) => [name, Math.min(min, before.get(name) ?? Infinity)]));
}

/** Holds a ratio to its budget. What has no budget, or was not measured, has not kept it. */
export function judge({ scenario, ours, beside }: Comparison, minima: Minima, budgets: Budgets): Verdict {
	const name = `${scenario}: ${ours} / ${beside}`;
	const ratio = (minima.get(ours) ?? Number.NaN) / (minima.get(beside) ?? Number.NaN);
	const budget = Object.hasOwn(budgets, name) ? budgets[name] : undefined;
	return { name, ratio, budget, kept: budget !== undefined && ratio <= budget * most };
}

/** A line for each ratio, with what was allowed. */
export function verdictText({ name, ratio, budget, kept }: Verdict): string {
	const allowed = budget === undefined ? 'no budget; set one with --write' : `budget ${budget}, at most ${(budget * most).toFixed(3)}`;
	const word = kept ? 'kept' : budget === undefined ? 'none' : 'BROKEN';
	return `${word.padEnd(6)}  ${ratio.toFixed(3).padStart(8)}  ${name}  (${allowed})`;
}

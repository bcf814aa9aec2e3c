/** What deciding and explaining come to. */
import type { Usage } from '../core/outcome.ts';
import type { Change } from './guest/flip.ts';
import type { Seen } from './guest/walk.ts';

/** A rule that held. */
export interface Match {
	readonly rule: string;
	/** Its place among the rules, as `ruleSet.rules` lists them. */
	readonly index: number;
	/** What follows, as the rule says it: an event, an action, a row's results. */
	readonly then: unknown;
}

/** What the rules say of one row of facts. */
export interface Decision {
	readonly name: string;
	readonly version: string | undefined;
	/** The rules that hold, by priority; for tables as the hit policy has it. */
	readonly matched: readonly Match[];
	/** What follows: one `then` for the policies first, unique and priority (`undefined` where no row holds), else a list of all. */
	readonly result: unknown;
}

/** A decision by itself, with what it took. */
export interface Decided extends Decision {
	readonly usage: Usage;
}

/** A row that could not be decided. */
export interface RowFailure {
	readonly row: number;
	readonly name: string;
	readonly message: string;
}

/** What many rows came to. */
export interface Decisions {
	/** By row; `undefined` where it failed. */
	readonly decisions: readonly (Decision | undefined)[];
	readonly failures: readonly RowFailure[];
	/** Of all crossings together. */
	readonly usage: Usage;
}

/** A part of a condition with what it came to: `op` and its `args`, or the fact that was read, or a constant. */
export type Part = Seen;

/** Why one rule held, or did not. */
export interface Explained {
	readonly rule: string;
	readonly index: number;
	readonly held: boolean;
	/** Why it was not even tried: its dates. */
	readonly inEffect: boolean;
	readonly condition: Part;
	/** The fewest changes of facts, three at most, that turn `held` over; each was tried. `undefined` where none was found. */
	readonly flip: readonly Change[] | undefined;
}

/** Why a decision is what it is. */
export interface Explanation {
	readonly decision: Decision;
	readonly rules: readonly Explained[];
	/** Of deciding and explaining together. */
	readonly usage: Usage;
}

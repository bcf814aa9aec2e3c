export interface Rule {
	readonly name: string;
	/** An expression over the facts. */
	readonly when: string;
}
export interface Verdict {
	readonly name: string;
	readonly fired: boolean;
	/** The facts that were read. */
	readonly read: readonly string[];
	/** Why the rule could not be decided. */
	readonly skipped?: string;
}
export interface RuleOptions {
	/** The names that rules may use. */
	readonly facts: readonly string[];
	readonly timeoutMs: number;
}
export type Evaluate = (facts: Readonly<Record<string, unknown>>) => Verdict[];

export function compileRules(rules: readonly Rule[], options: RuleOptions): Evaluate {
	// TODO: one context, frozen; a function for each rule (vm.compileFunction); a timed run that calls them all.
	return () => [];
}

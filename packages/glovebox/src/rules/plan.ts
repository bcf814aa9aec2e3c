/** What every form of rules is read into: conditions as trees, which the generator turns into code and the guest into explanations. */

/** Where a part stands in the source: the keys and indexes that lead to it. */
export type At = readonly (string | number)[];

/** A condition, or a part of one. */
export type Expr =
	| { readonly op: 'const'; readonly value: unknown; readonly at: At }
	/** The fact at a path; what the whole data is for an empty one. `scope` counts outwards from the innermost element of a list. */
	| { readonly op: 'fact'; readonly path: readonly string[]; readonly at: At; readonly otherwise?: Expr }
	| { readonly op: string; readonly args: readonly Expr[]; readonly at: At };

/** One rule, or one row of a table. */
export interface PlanRule {
	readonly name: string;
	readonly priority: number;
	/** Milliseconds: the first moment at which it is in effect, and the first at which it no longer is. */
	readonly from: number | null;
	readonly until: number | null;
	readonly when: Expr;
	/** What follows, as data. */
	readonly then: unknown;
	readonly at: At;
}

/** Which of the rules that hold count. */
export const hitPolicies = ['all', 'first', 'unique', 'priority', 'collect', 'rule order'] as const;
export type HitPolicy = (typeof hitPolicies)[number];

/** Rules, read. Those with a higher priority come first. */
export interface Plan {
	readonly name: string;
	readonly version: string | undefined;
	readonly policy: HitPolicy;
	readonly rules: readonly PlanRule[];
}

export function isConst(expr: Expr): expr is Extract<Expr, { readonly op: 'const'; readonly value: unknown }> {
	return expr.op === 'const';
}

export function isFact(expr: Expr): expr is Extract<Expr, { readonly path: readonly string[] }> {
	return expr.op === 'fact';
}

/** The parts of an expression. */
export function argsOf(expr: Expr): readonly Expr[] {
	return 'args' in expr ? expr.args : [];
}

/** Puts rules in the order in which they are tried. */
export function inOrder(rules: readonly PlanRule[]): readonly PlanRule[] {
	return rules.toSorted((a, b) => b.priority - a.priority);
}

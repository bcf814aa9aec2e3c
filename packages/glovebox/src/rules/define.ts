/** What a file of rules itself imports. The sandbox puts its own module in the place of this one; here it gives editors the types. */

/** A rule that is code. */
export interface RuleSource<Facts = Readonly<Record<string, unknown>>> {
	readonly name?: string;
	/** Whether it holds, told at once. */
	readonly when: (facts: Facts) => unknown;
	/** What follows: data, or a function of the facts that gives it. */
	readonly then?: unknown;
	/** Higher ones come first. Default 0. */
	readonly salience?: number;
	/** In effect from this date, `2026-01-31` or a full moment, and no longer from `until` on. */
	readonly from?: string;
	readonly until?: string;
	readonly description?: string;
}

/** A file of rules: a list, or a list with a name and a version. */
export type RulesSource<Facts = Readonly<Record<string, unknown>>> =
	| readonly RuleSource<Facts>[]
	| { readonly name?: string; readonly version?: string; readonly description?: string; readonly rules: readonly RuleSource<Facts>[] };

/**
 * Gives back the rules it is given. For editors, which then know the types.
 *
 * @example
 * ```ts
 * import { defineRules } from 'glovebox/rules';
 * const rules = defineRules<{ age: number }>([{ name: 'child', when: ({ age }) => age < 18, then: { price: 5 } }]);
 * console.log(Array.isArray(rules)); // → true
 * ```
 */
export function defineRules<Facts = Readonly<Record<string, unknown>>>(rules: RulesSource<Facts>): RulesSource<Facts> {
	return rules;
}

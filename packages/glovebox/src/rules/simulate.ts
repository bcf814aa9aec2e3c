/** Rules over many facts: how often each holds; and what a new version would decide otherwise. */
import { isDeepStrictEqual } from 'node:util';
import { encodeValue } from '../codec/index.ts';
import { isSmall } from '../core/inspect-value.ts';
import type { Decision, RowFailure } from './decision.ts';
import type { DecideOptions } from './options.ts';
import type { Facts } from './rows.ts';
import { checkRuleSet, type RuleSet } from './rule-set.ts';

/** What a rule set came to over many rows. */
export interface Simulation {
	readonly rows: number;
	readonly rules: readonly { readonly rule: string; readonly matched: number; readonly share: number }[];
	/** Rows for which no rule held. */
	readonly unmatched: number;
	/** Each result with how often it came, the most frequent first; at most 100. */
	readonly results: readonly { readonly result: unknown; readonly count: number }[];
	readonly failures: readonly RowFailure[];
}

const mostResults = 100;

/**
 * Decides every row, and counts.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { createRules, simulate } from 'glovebox/rules';
 * await using sandbox = createSandbox();
 * using rules = await createRules({ sandbox, rules: 'name,when age,then price\nchild,< 18,5\nadult,-,10\n' });
 * const { rules: counts } = await simulate(rules, [{ age: 9 }, { age: 30 }, { age: 40 }, { age: 50 }]);
 * console.log(counts.map(({ rule, matched, share }) => `${rule} ${matched} ${share}`)); // → [ 'child 1 0.25', 'adult 3 0.75' ]
 * ```
 */
export async function simulate(rules: RuleSet, rows: readonly Facts[], options: DecideOptions = {}): Promise<Simulation> {
	checkRuleSet(rules, 'rules');
	const { decisions, failures } = await rules.decideMany(rows, options);
	const counts = rules.rules.map(() => 0);
	const results = new Map<string, { result: unknown; count: number }>();
	let unmatched = 0;
	for (const decision of decisions) {
		if (!decision) continue;
		if (decision.matched.length === 0) unmatched += 1;
		for (const { index } of decision.matched) counts[index] = (counts[index] ?? 0) + 1;
		const key = keyOf(decision.result);
		const known = results.get(key);
		if (known) known.count += 1;
		else results.set(key, { result: decision.result, count: 1 });
	}
	return {
		rows: rows.length,
		rules: rules.rules.map(({ name }, index) => ({
			rule: name,
			matched: counts[index] ?? 0,
			share: rows.length === 0 ? 0 : (counts[index] ?? 0) / rows.length,
		})),
		unmatched,
		results: [...results.values()].sort((a, b) => b.count - a.count).slice(0, mostResults),
		failures,
	};
}

/** The same for results that are alike. Its length is that of the result, however often a part of it stands there. */
function keyOf(result: unknown): string {
	const { text, blobs } = encodeValue(result);
	return [text, ...blobs.map((blob) => Buffer.from(blob).toString('base64'))].join();
}

/** Whether two results are alike. Those that are too large to walk are where they are written alike. */
function isSame(one: unknown, other: unknown): boolean {
	return isSmall(one) && isSmall(other) ? isDeepStrictEqual(one, other) : keyOf(one) === keyOf(other);
}

/** A row that a new version decides otherwise. */
export interface Divergence {
	readonly row: number;
	readonly facts: Facts;
	/** `undefined` where that version failed. */
	readonly current: Decision | undefined;
	readonly shadow: Decision | undefined;
}

/** What two versions came to, side by side. */
export interface Comparison {
	readonly rows: number;
	readonly same: number;
	/** The rows that differ, at most 1 000. */
	readonly divergences: readonly Divergence[];
	/** What the current version decided: what counts. */
	readonly decisions: readonly (Decision | undefined)[];
	readonly failures: { readonly current: readonly RowFailure[]; readonly shadow: readonly RowFailure[] };
}

const mostDivergences = 1_000;

/**
 * Decides every row by the current rules, whose decisions count, and by a new version in their shadow; tells where results differ.
 * A shadow that fails, even as a whole, never fails the current one.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { compareRules, createRules } from 'glovebox/rules';
 * await using sandbox = createSandbox();
 * using current = await createRules({ sandbox, rules: 'when age,then price\n< 18,5\n-,10\n' });
 * using next = await createRules({ sandbox, rules: 'when age,then price\n< 21,5\n-,10\n' });
 * const { same, divergences } = await compareRules(current, next, [{ age: 9 }, { age: 19 }, { age: 40 }]);
 * console.log(same, divergences.map(({ facts, shadow }) => [facts, shadow?.result])); // → 2 [ [ { age: 19 }, { price: 5 } ] ]
 * ```
 */
export async function compareRules(
	current: RuleSet,
	shadow: RuleSet,
	rows: readonly Facts[],
	options: DecideOptions = {},
): Promise<Comparison> {
	checkRuleSet(current, 'current');
	checkRuleSet(shadow, 'shadow');
	const at = options.at ?? Date.now();
	const [counted, tried] = await Promise.all([current.decideMany(rows, { ...options, at }), tryAll(shadow, rows, { ...options, at })]);
	const differing = rows.flatMap((facts, row): Divergence[] => {
		const [one, other] = [counted.decisions[row], tried.decisions[row]];
		const same = !one === !other && isSame(one?.result, other?.result);
		return same ? [] : [{ row, facts, current: one, shadow: other }];
	});
	return {
		rows: rows.length,
		same: rows.length - differing.length,
		divergences: differing.slice(0, mostDivergences),
		decisions: counted.decisions,
		failures: { current: counted.failures, shadow: tried.failures },
	};
}

async function tryAll(rules: RuleSet, rows: readonly Facts[], options: DecideOptions) {
	try {
		return await rules.decideMany(rows, options);
	} catch (error) {
		const { name, message } = error as Error;
		return { decisions: [], failures: rows.map((_, row) => ({ row, name, message })) };
	}
}

/**
 * Rules that are code: `{ name, when, then, salience }`, as a file's default export has them.
 *
 * Runs on: guest. The functions are sent as text, beside those of the other files of this folder.
 * Trusts: nothing of the rules. What goes wrong in one is told as that row's failure.
 */
import { type Change, findFlip, nearValues } from './flip.ts';
import { describeFailure, type Failure, flipBudgets } from './run.ts';
import type { Seen } from './walk.ts';

/** A rule as its author wrote it. */
export interface CodeRule {
	readonly name?: unknown;
	readonly when: (facts: unknown) => unknown;
	readonly then?: unknown;
	readonly salience?: unknown;
	readonly from?: unknown;
	readonly until?: unknown;
}

/** What a rule says of itself. */
export interface Described {
	readonly name: unknown;
	readonly salience: unknown;
	readonly from: unknown;
	readonly until: unknown;
	readonly keys: readonly string[];
	readonly isRule: boolean;
}

export interface CodeRules {
	readonly describe: () => unknown;
	readonly many: (
		rows: readonly unknown[],
		order: readonly number[],
		throws?: boolean,
	) => { matches: [number, unknown][][]; failures: Failure[] };
	readonly explain: (
		data: unknown,
		rules: readonly number[],
	) => { rule: number; held: boolean; seen: Seen; flip: readonly Change[] | null }[];
}

/** Facts that note what is read of them. */
function watched(data: unknown, path: readonly string[], reads: Map<string, unknown>): unknown {
	if (typeof data !== 'object' || data === null) return data;
	return new Proxy(data as Record<PropertyKey, unknown>, {
		get(target, key, receiver) {
			const found = Reflect.get(target, key, receiver);
			if (typeof key === 'symbol' || (!Object.hasOwn(target, key) && key in target)) return found;
			const inner = [...path, key];
			if (reads.size < 1_000) reads.set(JSON.stringify(inner), found);
			return watched(found, inner, reads);
		},
	});
}

/** Numbers and texts that are written in a function: what its facts are likely compared with. */
function literalsIn(text: string): unknown[] {
	const found = text.match(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\b\d+(?:_\d+)*(?:\.\d+)?\b/g) ?? [];
	return [...new Set(found)]
		.slice(0, 50)
		.flatMap((literal) => nearValues(/^["']/.test(literal) ? literal.slice(1, -1) : Number(literal.replaceAll('_', ''))));
}

/** What a rule read, and the values written in it that would turn it over. */
function explainCode(rule: CodeRule, data: unknown, test: (rule: CodeRule, facts: unknown) => boolean) {
	const reads = new Map<string, unknown>();
	const held = test(rule, watched(data, [], reads));
	const args = [...reads].map(([key, value]) => ({
		op: 'fact',
		path: JSON.parse(key) as string[],
		value: typeof value === 'function' ? null : value,
	}));
	const leaves = args.filter(({ value }) => typeof value !== 'object' || value === null);
	const literals = literalsIn(String(rule.when));
	const candidates = new Map(leaves.map(({ path }) => [JSON.stringify(path), [...literals, true, false, null]]));
	const holds = (changed: unknown) => {
		try {
			return test(rule, changed);
		} catch {
			return held;
		}
	};
	const flip = findFlip(candidates, data, holds, { left: flipBudgets().one });
	return { held, seen: { op: 'code', value: held, args: leaves }, flip };
}

function makeCodeRules(given: unknown): CodeRules {
	const source = (Array.isArray(given) ? { rules: given } : (given ?? {})) as { name?: unknown; version?: unknown; rules?: unknown };
	const rules = (Array.isArray(source.rules) ? source.rules : []) as CodeRule[];
	const atOnce = (answer: unknown, part: string, { name }: CodeRule): unknown => {
		if (typeof (answer as { then?: unknown } | null)?.then !== 'function') return answer;
		const rule = typeof name === 'string' ? `rule "${name}": ` : '';
		throw new TypeError(`${rule}"${part}" must answer at once, not with a promise`);
	};
	const test = (rule: CodeRule, facts: unknown): boolean => Boolean(atOnce(rule.when(facts), 'when', rule));
	const follow = (rule: CodeRule, facts: unknown): unknown => {
		const { then } = rule;
		return typeof then === 'function' ? atOnce((then as (facts: unknown) => unknown)(facts), 'then', rule) : (then ?? null);
	};
	return {
		describe: () => ({
			isList: Array.isArray(source.rules),
			keys: Array.isArray(given) ? [] : Object.keys(source),
			name: source.name,
			version: source.version,
			rules: rules.map((rule): Described => {
				const { name, salience, from, until, when } = (rule ?? {}) as CodeRule;
				return { name, salience, from, until, keys: Object.keys(rule ?? {}), isRule: typeof when === 'function' };
			}),
		}),
		many(rows, order, throws = false) {
			const failures: Failure[] = [];
			const matches = rows.map((row, index) => {
				const found: [number, unknown][] = [];
				try {
					for (const at of order) {
						const rule = rules[at] as CodeRule;
						if (test(rule, row)) found.push([at, follow(rule, row)]);
					}
				} catch (error) {
					if (throws) throw error;
					failures.push(describeFailure(index, error));
					return [];
				}
				return found;
			});
			return { matches, failures };
		},
		explain: (data, indexes) => indexes.map((rule) => ({ rule, ...explainCode(rules[rule] as CodeRule, data, test) })),
	};
}

export const codeParts: readonly ((...args: never[]) => unknown)[] = [watched, literalsIn, explainCode, makeCodeRules];

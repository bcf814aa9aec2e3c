/** Reading untrusted records, part by part. */
import type { At } from '../plan.ts';
import { RuleProblem } from '../problem.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readRecord(value: unknown, at: At, what: string): Fields {
	if (!isRecord(value)) throw new RuleProblem(`${what} must be a record`, at);
	return value;
}

export function readList(value: unknown, at: At, what: string): readonly unknown[] {
	if (!Array.isArray(value)) throw new RuleProblem(`${what} must be a list`, at);
	if (value.length > mostRules) throw new RuleProblem(`${what} has more than ${mostRules} entries`, at);
	return value;
}

export function readString(value: unknown, at: At, what: string): string {
	if (typeof value !== 'string' || value === '') throw new RuleProblem(`${what} must be text that is not empty`, at);
	return value;
}

/** What an own key holds; nothing that is inherited. */
export function own(fields: Fields, key: string): unknown {
	return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** Refuses keys that mean nothing: a misspelt one would change a decision in silence. */
export function checkKeys(fields: Fields, at: At, what: string, known: readonly string[]): void {
	for (const key of Object.keys(fields)) {
		if (!known.includes(key))
			throw new RuleProblem(`"${key.slice(0, 100)}" is no key of ${what}; the keys are ${known.join(', ')}`, [...at, key]);
	}
}

/** What a rule says beside its condition: its name, rank and dates. */
export function readHeading(fields: Fields, at: At, name: string, rank: 'priority' | 'salience') {
	const given = own(fields, 'name');
	const priority = own(fields, rank) ?? 0;
	if (typeof priority !== 'number' || !Number.isFinite(priority)) throw new RuleProblem(`"${rank}" must be a number`, [...at, rank]);
	const heading = {
		name: given === undefined ? name : readString(given, [...at, 'name'], '"name"'),
		priority,
		from: readMoment(own(fields, 'from'), [...at, 'from']),
		until: readMoment(own(fields, 'until'), [...at, 'until']),
	};
	if (heading.from !== null && heading.until !== null && heading.from >= heading.until)
		throw new RuleProblem('"until" must be later than "from"', [...at, 'until']);
	return heading;
}

/** A date of a rule: `2026-01-31`, at the start of that day in UTC, or a full ISO moment. */
export function readMoment(value: unknown, at: At): number | null {
	if (value === undefined || value === null) return null;
	const time =
		typeof value === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value)
			? Date.parse(value)
			: Number.NaN;
	if (Number.isNaN(time)) throw new RuleProblem('a date must be one such as "2026-01-31" or "2026-01-31T12:00:00Z"', at);
	return time;
}

/** More rules than any ruleset has; the time and memory to compile them is in proportion. */
export const mostRules = 20_000;
/** No condition written by a person is deeper. */
export const deepest = 100;

export function checkDepth(at: At): void {
	if (at.length > 4 * deepest) throw new RuleProblem(`is nested more than ${deepest} deep`, at.slice(0, 8));
}

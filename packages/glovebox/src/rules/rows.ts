/** Rows of facts: checked, parted into crossings, and their decisions joined again. */
import { sumUsage } from '../core/usage-sum.ts';
import type { Decisions } from './decision.ts';

export type Facts = Readonly<Record<string, unknown>>;

/** Rows of one crossing: enough that crossing costs little, few enough for its limits. */
const rowsAtOnce = 10_000;

export function readRows(rows: readonly Facts[]): void {
	if (!Array.isArray(rows)) throw new TypeError('rows must be a list of facts');
	for (const [index, row] of rows.entries()) {
		if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new TypeError(`rows[${index}] must be a record of facts`);
	}
}

/** At least one, so that there is always a usage to tell. */
export function batches(rows: readonly Facts[]): readonly (readonly Facts[])[] {
	const count = Math.max(1, Math.ceil(rows.length / rowsAtOnce));
	return Array.from({ length: count }, (_, index) => rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce));
}

export function joined(found: readonly Decisions[]): Decisions {
	const failures = found.flatMap((each, batch) => each.failures.map((failure) => ({ ...failure, row: failure.row + batch * rowsAtOnce })));
	const usage = found.map((each) => each.usage).reduce(sumUsage);
	return { decisions: found.flatMap(({ decisions }) => decisions), failures, usage };
}

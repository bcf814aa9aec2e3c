/** Rows of facts: checked, parted into crossings, and their decisions joined again. */
import { sumUsage } from '../core/usage-sum.ts';
import type { Decisions } from './decision.ts';

export type Facts = Readonly<Record<string, unknown>>;

/** Rows of one crossing: enough that crossing costs little, few enough for its limits. */
const rowsAtOnce = 10_000;

export function readRows(rows: readonly Facts[]): void {
	if (!Array.isArray(rows)) throw new TypeError('rows must be a list of facts');
	for (const [index, row] of rows.entries()) readRow(row, `rows[${index}]`);
}

export function readRow(row: unknown, name = 'facts'): void {
	if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new TypeError(`${name} must be a record of facts`);
}

/**
 * A row that cannot be copied is told by its own name, not by its place among the arguments of a call.
 * `first` is the row with which the call begins; without it there is one alone.
 */
export function tellingRow(error: unknown, first: number | undefined): unknown {
	const { path, found } = (error instanceof TypeError ? error : {}) as { readonly path?: unknown; readonly found?: unknown };
	const [, row, rest = ''] = /^arguments\[0\]\[(\d+)\](.*)$/s.exec(String(path)) ?? [];
	if (row === undefined) return error;
	const name = first === undefined ? 'facts' : `rows[${first + Number(row)}]`;
	return new TypeError(`Cannot copy "${name}${rest}": ${String(found)}`, { cause: error });
}

/** At least one, so that there is always a usage to tell. */
export function batches(rows: readonly Facts[]): readonly { readonly rows: readonly Facts[]; readonly first: number }[] {
	const count = Math.max(1, Math.ceil(rows.length / rowsAtOnce));
	return Array.from({ length: count }, (_, index) => ({
		rows: rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
		first: index * rowsAtOnce,
	}));
}

export function joined(found: readonly Decisions[]): Decisions {
	const failures = found.flatMap((each, batch) => each.failures.map((failure) => ({ ...failure, row: failure.row + batch * rowsAtOnce })));
	const usage = found.map((each) => each.usage).reduce(sumUsage);
	return { decisions: found.flatMap(({ decisions }) => decisions), failures, usage };
}

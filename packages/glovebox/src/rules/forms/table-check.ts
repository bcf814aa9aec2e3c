/** What can be told of a table before any fact is there: rows that overlap where one alone may hold, and facts that have no row. */
import { RuleProblem } from '../problem.ts';
import { type Cell, cellHolds } from './cells.ts';
import type { Table, TableRow } from './table.ts';

/** Combinations that are looked at before completeness is given up as not to be shown. */
const mostSteps = 200_000;

/** Throws a `RuleProblem` that names the rows, or facts that have none. */
export function checkTable(table: Table): void {
	if (table.rows.length === 0) throw new RuleProblem('the table has no rows', []);
	if (table.policy !== 'unique' && !table.complete) return;
	const columns = table.inputs.map((_, column) => columnOf(table.rows.map(({ cells }) => cells[column] as Cell)));
	if (table.policy === 'unique') checkOverlaps(table, columns);
	if (table.complete) checkComplete(table, columns);
}

/** Values of which each stands for all that no cell of the column tells from it, with the rows that hold for it. */
interface Column {
	readonly values: readonly unknown[];
	readonly rows: readonly ReadonlySet<number>[];
}

function columnOf(cells: readonly Cell[]): Column {
	const values: unknown[] = [];
	const rows: Set<number>[] = [];
	const met = new Set<string>();
	for (const value of candidates(cells)) {
		const holding = new Set(cells.flatMap((cell, row) => (cellHolds(cell, value) ? [row] : [])));
		const key = [...holding].join();
		if (met.has(key)) continue;
		met.add(key);
		values.push(value);
		rows.push(holding);
	}
	return { values, rows };
}

/** Each value that a cell names, what lies between and beyond the numbers, and another text. */
function candidates(cells: readonly Cell[]): readonly unknown[] {
	const named = cells.flatMap(({ parts }) => parts.flatMap((part) => (part.op === 'range' ? [part.low, part.high] : [part.value])));
	const numbers = [...new Set(named.filter((value) => typeof value === 'number'))].sort((a, b) => a - b);
	const between = numbers.flatMap((value, at) => [value, at + 1 < numbers.length ? (value + (numbers[at + 1] as number)) / 2 : value + 1]);
	const beyond = numbers.length > 0 ? [(numbers[0] as number) - 1] : [];
	const texts = [...new Set(named.filter((value) => typeof value === 'string'))];
	const hasText = texts.length > 0;
	const truths = named.some((value) => typeof value === 'boolean') ? [true, false] : [];
	const nothing = named.includes(null) ? [null] : [];
	const all = [...beyond, ...between, ...texts, ...(hasText ? ['other', 'any other text'] : []), ...truths, ...nothing];
	return all.length > 0 ? all : ['anything'];
}

function checkOverlaps({ rows, inputs }: Table, columns: readonly Column[]): void {
	for (const [later, { rule }] of rows.entries()) {
		for (let earlier = 0; earlier < later; earlier++) {
			if (!meet(rows[earlier] as TableRow, rows[later] as TableRow)) continue;
			const facts = columns.map(({ values, rows: holding }) => values[holding.findIndex((set) => set.has(earlier) && set.has(later))]);
			if (facts.includes(undefined)) continue;
			throw new RuleProblem(
				`"${rule.name}" overlaps "${rows[earlier]?.rule.name}" where one row alone may hold: ${factsText(inputs, facts)}`,
				rule.at,
			);
		}
	}
}

/** Whether two rows are ever in effect at once. */
function meet({ rule: a }: TableRow, { rule: b }: TableRow): boolean {
	const from = Math.max(a.from ?? Number.NEGATIVE_INFINITY, b.from ?? Number.NEGATIVE_INFINITY);
	return from < Math.min(a.until ?? Number.POSITIVE_INFINITY, b.until ?? Number.POSITIVE_INFINITY);
}

function checkComplete({ rows, inputs }: Table, columns: readonly Column[]): void {
	let steps = 0;
	const search = (column: number, alive: ReadonlySet<number>, facts: readonly unknown[]): void => {
		steps += 1;
		if (steps > mostSteps) throw new RuleProblem('the table has too many combinations to show that it is complete', []);
		if (alive.size === 0) throw new RuleProblem(`no row holds for ${factsText(inputs, facts)}`, []);
		const next = columns[column];
		if (!next) return;
		for (const [index, holding] of next.rows.entries()) search(column + 1, alive.intersection(holding), [...facts, next.values[index]]);
	};
	// A row that is not always in effect does not make a table complete.
	const always = rows.flatMap(({ rule }, index) => (rule.from === null && rule.until === null ? [index] : []));
	search(0, new Set(always), []);
}

function factsText(inputs: readonly (readonly string[])[], facts: readonly unknown[]): string {
	return facts.map((value, column) => `${(inputs[column] ?? []).join('.')} = ${JSON.stringify(value)}`).join(', ');
}

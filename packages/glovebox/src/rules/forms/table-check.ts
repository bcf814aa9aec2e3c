/** What can be told of a table before any fact is there: rows that overlap where one alone may hold, and facts that have no row. */
import { RuleProblem } from '../problem.ts';
import type { Cell } from './cells.ts';
import type { Table, TableRow } from './table.ts';
import { type Axis, axisOf, firstCommon } from './table-axis.ts';

/** Pairs, or places, that are looked at before a check is given up: a fraction of a second of the host's thread. */
const mostSteps = 1_000_000;

/** Throws a `RuleProblem` that names the rows, or facts that have none. */
export function checkTable(table: Table): void {
	if (table.rows.length === 0) throw new RuleProblem('the table has no rows', []);
	if (table.policy !== 'unique' && !table.complete) return;
	// A table without inputs is one of a single place.
	const columns = table.inputs.length === 0 ? [table.rows.map(() => anything)] : table.inputs.map((_, column) => cellsOf(table, column));
	const axes = columns.map(axisOf);
	if (table.policy === 'unique') checkOverlaps(table, axes);
	if (table.complete) checkComplete(table, axes);
}

const anything: Cell = { parts: [], negated: false };

function cellsOf({ rows }: Table, column: number): readonly Cell[] {
	return rows.map(({ cells }) => cells[column] ?? anything);
}

interface Overlap {
	readonly earlier: number;
	readonly later: number;
	readonly facts: readonly unknown[];
}

/** Goes along the axis on which the fewest rows meet, and holds those that do against each other on the others. */
function checkOverlaps({ rows, inputs }: Table, axes: readonly Axis[]): void {
	const along = axes.reduce((least, axis) => (meetings(axis) < meetings(least) ? axis : least));
	// What a pair costs is one step, and one more for each span beyond the first.
	const extra = rows.map((_, row) => axes.reduce((sum, { spans }) => sum + Math.max(0, (spans[row]?.length ?? 0) - 1), 0));
	let found: Overlap | undefined;
	let steps = 0;
	for (const [one, other] of pairsAlong(along, rows.length)) {
		steps += 1 + (extra[one] ?? 0) + (extra[other] ?? 0);
		if (steps > mostSteps) break;
		const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
		if (found && (found.later < later || (found.later === later && found.earlier <= earlier))) continue;
		const facts = commonFacts(axes, earlier, later);
		if (facts && meet(rows[earlier] as TableRow, rows[later] as TableRow)) found = { earlier, later, facts };
	}
	if (found) {
		const [one, other] = [rows[found.earlier]?.rule, rows[found.later]?.rule];
		const where = factsText(inputs, found.facts);
		throw new RuleProblem(`"${other?.name}" overlaps "${one?.name}" where one row alone may hold: ${where}`, other?.at ?? []);
	}
	if (steps > mostSteps) throw new RuleProblem('the table has too many rows that are alike to show that one alone holds', []);
}

/** Rows that hold at one place of an axis, two by two. */
function* pairsAlong(axis: Axis, rows: number): Generator<readonly [row: number, other: number]> {
	for (const { opened, holding } of stretches(axis, [...new Array(rows).keys()])) {
		for (const row of opened) for (const other of holding) if (row !== other) yield [row, other];
	}
}

/** In proportion to how many pairs of rows hold at one place of an axis. */
function meetings(axis: Axis): number {
	let sum = 0;
	for (const { opened, holding } of stretches(axis, [...axis.spans.keys()])) sum += opened.length * holding.size;
	return sum;
}

function commonFacts(axes: readonly Axis[], earlier: number, later: number): readonly unknown[] | undefined {
	const facts: unknown[] = [];
	for (const { values, spans } of axes) {
		const place = firstCommon(spans[earlier] ?? [], spans[later] ?? []);
		if (place < 0) return undefined;
		facts.push(values[place]);
	}
	return facts;
}

/** Whether two rows are ever in effect at once. */
function meet({ rule: a }: TableRow, { rule: b }: TableRow): boolean {
	const from = Math.max(a.from ?? Number.NEGATIVE_INFINITY, b.from ?? Number.NEGATIVE_INFINITY);
	return from < Math.min(a.until ?? Number.POSITIVE_INFINITY, b.until ?? Number.POSITIVE_INFINITY);
}

function checkComplete({ rows, inputs }: Table, axes: readonly Axis[]): void {
	let steps = 0;
	const holdsFrom = rows.map((_, row) => axes.findLastIndex((axis) => !holdsAlong(axis, row)) + 1);
	const search = (column: number, alive: readonly number[], facts: readonly unknown[]): void => {
		if (alive.length === 0) throw new RuleProblem(`no row holds for ${factsText(inputs, facts)}`, []);
		const axis = axes[column];
		// A row that holds whatever the other facts are leaves nothing to be looked for.
		if (!axis || alive.some((row) => (holdsFrom[row] ?? 0) <= column)) return;
		const met = new Set<string>();
		for (const { place, holding } of stretches(axis, alive)) {
			// Along the last axis it is enough that any row holds.
			const next = column + 1 === axes.length ? holding.values().take(1).toArray() : [...holding];
			steps += 1 + next.length;
			if (steps > mostSteps) throw new RuleProblem('the table has too many combinations to show that it is complete', []);
			const key = next.join();
			if (met.has(key)) continue;
			met.add(key);
			search(column + 1, next, [...facts, axis.values[place]]);
		}
	};
	// A row that is not always in effect does not make a table complete.
	const always = rows.flatMap(({ rule }, index) => (rule.from === null && rule.until === null ? [index] : []));
	search(0, always, []);
}

/** Whether a row holds at every place of an axis. */
function holdsAlong({ values, spans }: Axis, row: number): boolean {
	const [span] = spans[row] ?? [];
	return span !== undefined && span[0] === 0 && span[1] === values.length - 1;
}

interface Stretch {
	/** Its first place. */
	readonly place: number;
	/** Rows that hold here, and did not just before. */
	readonly opened: readonly number[];
	/** To be read before the next stretch is asked for. */
	readonly holding: ReadonlySet<number>;
}

/** The stretches of an axis along which the same rows hold. */
function* stretches({ values, spans }: Axis, rows: readonly number[]): Generator<Stretch> {
	const ends = rows.flatMap((row) => (spans[row] ?? []).map(([from, to]) => ({ row, from, to })));
	const opening = Map.groupBy(ends, ({ from }) => from);
	const closing = Map.groupBy(ends, ({ to }) => to + 1);
	const places = [...new Set([0, ...opening.keys(), ...closing.keys()])].filter((place) => place < values.length).sort((a, b) => a - b);
	const holding = new Set<number>();
	for (const place of places) {
		for (const { row } of closing.get(place) ?? []) holding.delete(row);
		const opened = (opening.get(place) ?? []).map(({ row }) => row);
		for (const row of opened) holding.add(row);
		yield { place, opened, holding };
	}
}

function factsText(inputs: readonly (readonly string[])[], facts: readonly unknown[]): string {
	if (inputs.length === 0) return 'any facts';
	return facts.map((value, column) => `${(inputs[column] ?? []).join('.')} = ${JSON.stringify(value)}`).join(', ');
}

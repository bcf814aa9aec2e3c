/** Decision tables of CSV: a head, a row for each rule, and comments that say what holds for all of it. */
import type { At, Plan } from '../plan.ts';
import { RuleProblem } from '../problem.ts';
import { type Cell, readCell } from './cells.ts';
import type { Csv, CsvComment, CsvRecord } from './csv.ts';
import { deepest, readHeading, readList } from './read.ts';
import {
	checkCount,
	checkOutputs,
	finished,
	pathOf,
	readComplete,
	readPolicy,
	record,
	rowExpr,
	type Table,
	type TableRow,
} from './table.ts';

/** Reads a table of CSV: a head of `when age`, `then price`, `name`, `priority`, `from`, `until`, and a line `# hit policy: first`. */
export function readCsvTable({ records: [head, ...records], comments }: Csv): Omit<Plan, 'name' | 'version'> {
	if (!head) throw new RuleProblem('the table has no head', []);
	const columns = head.cells.map((cell, column) => readColumn(cell, column));
	const inputs = columns.flatMap(({ kind, name }) => (kind === 'when' ? [pathOf(name)] : []));
	const outputs = columns.flatMap(({ kind, name }) => (kind === 'then' ? [name] : []));
	checkOutputs(outputs, ['rows', 0]);
	const rows = readList(records, [], 'the table').map((row, index) => csvRow(row as CsvRecord, index, columns, inputs, outputs));
	return finished({ inputs, rows, ...readSettings(comments) });
}

/** What comments say of the table as a whole, however their names are spaced and capitalised: `# hit policy: unique`. */
function readSettings(comments: readonly CsvComment[]): Pick<Table, 'policy' | 'complete'> {
	let [policy, complete] = [readPolicy(undefined, []), readComplete(undefined, [])];
	for (const { line, text } of comments) {
		const colon = text.indexOf(':');
		const name = text.slice(0, Math.max(0, colon)).toLowerCase().replace(/[ _-]/g, '');
		const value = text.slice(colon + 1).trim();
		if (name === 'hitpolicy') policy = readPolicy(value, ['line', line]);
		if (name === 'complete') complete = readComplete(truths.get(value) ?? value, ['line', line]);
	}
	return { policy, complete };
}

const truths: ReadonlyMap<string, boolean> = new Map([
	['true', true],
	['false', false],
]);

interface Column {
	readonly kind: 'when' | 'then' | 'name' | 'priority' | 'from' | 'until';
	readonly name: string;
}

function readColumn(cell: string, column: number): Column {
	const [, kind, name = ''] = /^(when|then)\s+(\S.*)$/.exec(cell) ?? /^(name|priority|from|until)$/.exec(cell) ?? [];
	if (kind === undefined)
		throw new RuleProblem(`"${cell.slice(0, 100)}" is no column; write "when fact", "then result", name, priority, from or until`, [
			'rows',
			0,
			column,
		]);
	return { kind: kind as Column['kind'], name };
}

function csvRow(
	{ cells: texts }: CsvRecord,
	index: number,
	columns: readonly Column[],
	inputs: readonly (readonly string[])[],
	outputs: readonly string[],
): TableRow {
	const at: At = ['rows', index + 1];
	checkCount(texts.length, columns.length, 'columns', at);
	const heading: Record<string, unknown> = {};
	const cells: Cell[] = [];
	const thens: unknown[] = [];
	for (const [column, { kind }] of columns.entries()) {
		const text = texts[column] ?? '';
		if (kind === 'when') cells.push(readCell(text, [...at, column]));
		else if (kind === 'then') thens.push(csvValue(text, [...at, column]));
		else if (text !== '') heading[kind] = kind === 'priority' ? Number(text) : text;
	}
	return {
		cells,
		rule: {
			...readHeading(heading, at, `row ${index + 1}`, 'priority'),
			when: rowExpr(cells, inputs, at),
			then: record(outputs, thens),
			at,
		},
	};
}

/** A result of a CSV cell: JSON if it is that, else text; nothing is `null`. */
function csvValue(text: string, at: At): unknown {
	if (text === '') return null;
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return text;
	}
	checkResult(value, at);
	return value;
}

/** A result goes to the host as it stands here, so it is held to what JSON rules are: no `__proto__`, and no deeper. */
function checkResult(value: unknown, at: At): void {
	let level = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > 2 * deepest) throw new RuleProblem(`a result is nested more than ${2 * deepest} deep`, at);
		const records = level.filter((part) => typeof part === 'object' && part !== null);
		if (records.some((part) => Object.hasOwn(part, '__proto__'))) throw new RuleProblem('the key "__proto__" is refused', at);
		level = records.flatMap((part) => Object.values(part));
	}
}

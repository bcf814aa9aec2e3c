/** Decision tables, as JSON and as CSV: columns of facts, columns of results, one rule a row. */
import { type At, type Expr, type HitPolicy, hitPolicies, inOrder, type Plan, type PlanRule } from '../plan.ts';
import { RuleProblem } from '../problem.ts';
import { type Cell, cellExpr, readCell } from './cells.ts';
import type { CsvRecord } from './csv.ts';
import { checkKeys, type Fields, isRecord, own, readHeading, readList, readRecord, readString } from './read.ts';
import { checkTable } from './table-check.ts';

/** A row with its cells as they were read. */
export interface TableRow {
	readonly cells: readonly Cell[];
	readonly rule: PlanRule;
}

/** A table before it is checked. */
export interface Table {
	/** The path of the fact of each column. */
	readonly inputs: readonly (readonly string[])[];
	readonly rows: readonly TableRow[];
	readonly policy: HitPolicy;
	/** Every combination of facts must have a row. */
	readonly complete: boolean;
}

const tableKeys = ['name', 'version', 'hitPolicy', 'complete', 'inputs', 'outputs', 'rules', 'description'];
const rowKeys = ['name', 'priority', 'from', 'until', 'when', 'then', 'description'];

/** Reads a table of JSON: `{ hitPolicy, inputs: ['age'], outputs: ['price'], rules: [['>= 18', 10]] }`. */
export function readTable(source: Fields): Omit<Plan, 'name' | 'version'> {
	checkKeys(source, [], 'a decision table', tableKeys);
	const inputs = readList(own(source, 'inputs'), ['inputs'], '"inputs"').map((name, index) =>
		pathOf(readString(name, ['inputs', index], 'an input')),
	);
	const outputs = readList(own(source, 'outputs'), ['outputs'], '"outputs"').map((name, index) =>
		readString(name, ['outputs', index], 'an output'),
	);
	checkOutputs(outputs, ['outputs']);
	const rows = readList(own(source, 'rules'), ['rules'], '"rules"').map((entry, index): TableRow => {
		const at: At = ['rules', index];
		const row = rowOf(entry, inputs.length, at);
		const whens = readList(own(row, 'when'), [...at, 'when'], '"when"');
		const thens = readList(own(row, 'then'), [...at, 'then'], '"then"');
		checkCount(whens.length, inputs.length, 'inputs', [...at]);
		checkCount(thens.length, outputs.length, 'outputs', [...at]);
		const cells = whens.map((cell, column) => readCell(cell, [...at, ...(isRecord(entry) ? ['when'] : []), column]));
		const rule = {
			...readHeading(row, at, `row ${index + 1}`, 'priority'),
			when: rowExpr(cells, inputs, at),
			then: record(outputs, thens),
			at,
		};
		return { cells, rule };
	});
	return finished({
		inputs,
		rows,
		policy: readPolicy(own(source, 'hitPolicy'), ['hitPolicy']),
		complete: own(source, 'complete') === true,
	});
}

function rowOf(entry: unknown, inputs: number, at: At): Fields {
	if (Array.isArray(entry)) return { when: entry.slice(0, inputs), then: entry.slice(inputs) };
	const row = readRecord(entry, at, 'a row');
	checkKeys(row, at, 'a row', rowKeys);
	return row;
}

/** Reads a table of CSV: a head of `when age`, `then price`, `name`, `priority`, `from`, `until`, and a line `# hit policy: first`. */
export function readCsvTable([head, ...records]: readonly CsvRecord[], text: string): Omit<Plan, 'name' | 'version'> {
	if (!head) throw new RuleProblem('the table has no head', []);
	const columns = head.cells.map((cell, column) => readColumn(cell, column));
	const inputs = columns.flatMap(({ kind, name }) => (kind === 'when' ? [pathOf(name)] : []));
	const outputs = columns.flatMap(({ kind, name }) => (kind === 'then' ? [name] : []));
	checkOutputs(outputs, ['rows', 0]);
	const settings = new Map(
		[...text.matchAll(/^[ \t]*#[ \t]*(hit policy|complete):[ \t]*(\S(?:.*\S)?)[ \t]*$/gm)].map(([, name = '', value = '']) => [
			name,
			value,
		]),
	);
	const rows = records.map((row, index) => csvRow(row, index, columns, inputs, outputs));
	const table = {
		inputs,
		rows,
		policy: readPolicy(settings.get('hit policy'), ['rows', 0]),
		complete: settings.get('complete') === 'true',
	};
	return finished(table);
}

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
		else if (kind === 'then') thens.push(csvValue(text));
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
function csvValue(text: string): unknown {
	if (text === '') return null;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

function rowExpr(cells: readonly Cell[], inputs: readonly (readonly string[])[], at: At): Expr {
	const args = cells.flatMap((cell, column) => {
		const fact: Expr = { op: 'fact', path: inputs[column] ?? [], at: [...at, column] };
		return cell.parts.length === 0 ? [] : [cellExpr(cell, fact, [...at, column])];
	});
	return { op: 'all', args, at };
}

function finished(table: Table): Omit<Plan, 'name' | 'version'> {
	checkTable(table);
	const rules = table.rows.map(({ rule }) => rule);
	return { policy: table.policy, rules: table.policy === 'priority' ? inOrder(rules) : rules };
}

function readPolicy(value: unknown, at: At): HitPolicy {
	if (value === undefined) return 'first';
	if (hitPolicies.includes(value as HitPolicy) && value !== 'all') return value as HitPolicy;
	throw new RuleProblem(`a hit policy is one of ${hitPolicies.filter((policy) => policy !== 'all').join(', ')}`, at);
}

function checkCount(given: number, wanted: number, what: string, at: At): void {
	if (given !== wanted) throw new RuleProblem(`the row has ${given} ${what}, the table ${wanted}`, at);
}

function checkOutputs(outputs: readonly string[], at: At): void {
	if (new Set(outputs).size !== outputs.length) throw new RuleProblem('two outputs have one name', at);
	if (outputs.includes('__proto__')) throw new RuleProblem('the output "__proto__" is refused', at);
}

function record(names: readonly string[], values: readonly unknown[]): Fields {
	return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

export function pathOf(text: string): readonly string[] {
	return text.split('.').map((key) => key.trim());
}

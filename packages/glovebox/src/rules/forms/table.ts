/** Decision tables of JSON, and what those of CSV share with them: columns of facts, columns of results, one rule a row. */
import { type At, type Expr, type HitPolicy, hitPolicies, inOrder, type Plan, type PlanRule } from '../plan.ts';
import { RuleProblem } from '../problem.ts';
import { type Cell, cellExpr, readCell } from './cells.ts';
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
		complete: readComplete(own(source, 'complete'), ['complete']),
	});
}

function rowOf(entry: unknown, inputs: number, at: At): Fields {
	if (Array.isArray(entry)) return { when: entry.slice(0, inputs), then: entry.slice(inputs) };
	const row = readRecord(entry, at, 'a row');
	checkKeys(row, at, 'a row', rowKeys);
	return row;
}

export function rowExpr(cells: readonly Cell[], inputs: readonly (readonly string[])[], at: At): Expr {
	const args = cells.flatMap((cell, column) => {
		const fact: Expr = { op: 'fact', path: inputs[column] ?? [], at: [...at, column] };
		return cell.parts.length === 0 ? [] : [cellExpr(cell, fact, [...at, column])];
	});
	return { op: 'all', args, at };
}

/** Checked, and as a plan. */
export function finished(table: Table): Omit<Plan, 'name' | 'version'> {
	checkTable(table);
	const rules = table.rows.map(({ rule }) => rule);
	return { policy: table.policy, rules: table.policy === 'priority' ? inOrder(rules) : rules };
}

export function readPolicy(value: unknown, at: At): HitPolicy {
	if (value === undefined) return 'first';
	if (hitPolicies.includes(value as HitPolicy) && value !== 'all') return value as HitPolicy;
	throw new RuleProblem(`a hit policy is one of ${hitPolicies.filter((policy) => policy !== 'all').join(', ')}`, at);
}

export function readComplete(value: unknown, at: At): boolean {
	if (value === undefined || typeof value === 'boolean') return value === true;
	throw new RuleProblem('"complete" must be true or false', at);
}

export function checkCount(given: number, wanted: number, what: string, at: At): void {
	if (given !== wanted) throw new RuleProblem(`the row has ${given} ${what}, the table ${wanted}`, at);
}

export function checkOutputs(outputs: readonly string[], at: At): void {
	if (new Set(outputs).size !== outputs.length) throw new RuleProblem('two outputs have one name', at);
	if (outputs.includes('__proto__')) throw new RuleProblem('the output "__proto__" is refused', at);
}

export function record(names: readonly string[], values: readonly unknown[]): Fields {
	return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

export function pathOf(text: string): readonly string[] {
	return text.split('.').map((key) => key.trim());
}

/**
 * Rules beside json-rules-engine and Zen, which run in this process without a boundary. One operation is one row of facts decided; the
 * rows of `evaluateMany` cross together. Budgets with 1 000 rules: at least 20 times json-rules-engine, and not slower than Zen.
 */
import assert from 'node:assert/strict';
import { ZenEngine } from '@gorules/zen-engine';
import { createSandbox, type Engine } from 'glovebox';
import { isolate, subprocess } from 'glovebox/engines';
import { createRules, type RuleSet } from 'glovebox/rules';
import { Engine as JsonRulesEngine } from 'json-rules-engine';
import { type Contender, measure, report } from './harness.ts';

const counts = [1, 100, 1_000] as const;
const batch = 200;

function rulesOf(count: number) {
	return Array.from({ length: count }, (_, index) => ({
		conditions: {
			all: [
				{ fact: 'amount', operator: 'greaterThan', value: index },
				{ fact: 'country', operator: 'equal', value: index % 2 === 0 ? 'DE' : 'FR' },
				{ fact: 'age', operator: 'lessThan', value: 18 + (index % 60) },
			],
		},
		event: { type: `rule-${index}` },
	}));
}

/** The same conditions as rows of a table that lists every row that holds. */
function zenTable(count: number) {
	const rules = Array.from({ length: count }, (_, index) => ({
		_id: `r${index}`,
		amount: `> ${index}`,
		country: index % 2 === 0 ? '"DE"' : '"FR"',
		age: `< ${18 + (index % 60)}`,
		type: `"rule-${index}"`,
	}));
	const columns = (fields: readonly string[]) => fields.map((field) => ({ id: field, name: field, field, type: 'expression' }));
	return {
		nodes: [
			{ id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
			{
				id: 'table',
				type: 'decisionTableNode',
				name: 'table',
				position: { x: 1, y: 0 },
				content: { hitPolicy: 'collect', inputs: columns(['amount', 'country', 'age']), outputs: columns(['type']), rules },
			},
			{ id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
		],
		edges: [
			{ id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
			{ id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
		],
	};
}

/** Rows that few rules hold for, each another one. */
const rows = Array.from({ length: batch }, (_, index) => ({
	amount: (index * 7) % 40,
	country: index % 2 === 0 ? 'DE' : 'FR',
	age: 20 + (index % 50),
}));

function expectedTypes(count: number, { amount, country, age }: (typeof rows)[number]): string[] {
	return Array.from({ length: count }, (_, index) => index)
		.filter((index) => amount > index && country === (index % 2 === 0 ? 'DE' : 'FR') && age < 18 + (index % 60))
		.map((index) => `rule-${index}`);
}

async function ours(engine: Engine, count: number): Promise<{ contenders: Contender[]; end: () => void }> {
	const sandbox = createSandbox({ engine, boundary: 'isolate', limits: { wallMs: 30_000 } });
	const rules: RuleSet = await createRules({ sandbox, rules: rulesOf(count) });
	const { decisions } = await rules.decideMany(rows);
	const types = decisions.map((decision) => decision?.matched.map(({ rule }) => rule));
	assert.deepEqual(
		types,
		rows.map((row) => expectedTypes(count, row)),
	);
	let at = 0;
	return {
		contenders: [
			{ name: `glovebox ${engine.name}, ${batch} rows`, batch: 1, run: () => rules.decideMany(rows) },
			{ name: `glovebox ${engine.name}, one row`, batch: 10, run: () => rules.decide(rows[at++ % batch] as (typeof rows)[number]) },
		],
		end: () => sandbox.close(),
	};
}

async function jsonRulesEngine(count: number): Promise<Contender> {
	const engine = new JsonRulesEngine(rulesOf(count));
	const { events } = await engine.run(rows[5]);
	assert.deepEqual(events.map(({ type }) => type).sort(), expectedTypes(count, rows[5] as (typeof rows)[number]).sort());
	let at = 0;
	return { name: 'json-rules-engine, one row', batch: count === 1_000 ? 1 : 5, run: () => engine.run(rows[at++ % batch]) };
}

async function zen(count: number): Promise<Contender> {
	const decision = new ZenEngine().createDecision(zenTable(count));
	const { result } = await decision.evaluate(rows[5]);
	assert.deepEqual(
		(result as readonly { type: string }[]).map(({ type }) => type),
		expectedTypes(count, rows[5] as (typeof rows)[number]),
	);
	let at = 0;
	return { name: 'Zen, one row', batch: 5, run: () => decision.evaluate(rows[at++ % batch]) };
}

for (const count of counts) {
	const [inThread, inProcess] = [await ours(isolate(), count), await ours(subprocess(isolate()), count)];
	const contenders = [await jsonRulesEngine(count), await zen(count), ...inThread.contenders, ...inProcess.contenders];
	const measured = await measure(contenders, { rounds: 15, atMostMs: 40_000 });
	const perRow = measured.map((one) => {
		if (!one.name.endsWith('rows')) return one;
		return { ...one, min: one.min / batch, median: one.median / batch, p99: one.p99 / batch, cpu: one.cpu / batch };
	});
	process.stdout.write(`${report(`${count} rules, per row`, perRow)}\n`);
	const minimumOf = (name: string) => perRow.find((one) => one.name === name)?.min ?? Number.NaN;
	for (const name of [`glovebox isolate, ${batch} rows`, `glovebox subprocess(isolate), ${batch} rows`]) {
		const [engine, table] = ['json-rules-engine, one row', 'Zen, one row'].map((other) => minimumOf(other) / minimumOf(name));
		process.stdout.write(`${name}: ${engine?.toFixed(0)} × json-rules-engine, ${table?.toFixed(1)} × Zen (minima)\n`);
		if (count === 1_000 && !((engine ?? 0) >= 20 && (table ?? 0) >= 1)) process.exitCode = 1;
	}
	process.stdout.write('\n');
	inThread.end();
	inProcess.end();
}

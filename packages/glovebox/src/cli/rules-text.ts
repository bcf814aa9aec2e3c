/** What testing and trying out rules came to, as text for people. */
import { inspectValue } from '../index.ts';
import type { CaseResult, Comparison, Decision, Simulation } from '../rules/index.ts';
import { paint, shown, table } from './terminal.ts';

/** A line for each case, what was wrong below it, and the count. */
export function casesText(results: readonly CaseResult[]): string {
	const lines = results.flatMap(({ name, ok, problems }) => [
		`${ok ? paint.green('✓') : paint.red('✗')} ${text(name)}`,
		...problems.map((problem) => `    ${text(problem)}`),
	]);
	const failed = results.filter(({ ok }) => !ok).length;
	return `${[...lines, `${results.length} cases, ${failed} failed`].join('\n')}\n`;
}

/** What was decided, and by which rules: not all that hold count. */
export function decisionText({ matched, result }: Decision): string {
	const by = matched.map(({ rule }) => `"${text(rule)}"`).join(', ');
	return matched.length === 0 ? 'decided nothing\n' : `decided ${short(result)} by ${by}\n`;
}

/** How often each rule held. */
export function simulationText({ rows, rules, unmatched, failures }: Simulation): string {
	const share = (count: number) => (rows === 0 ? '' : `${((count / rows) * 100).toFixed(1)} %`);
	const counted = rules.map(({ rule, matched }) => [text(rule), String(matched), share(matched)]);
	const lines = [['rule', 'held', 'share'].map((head) => paint.dim(head)), ...counted, ['no rule', String(unmatched), share(unmatched)]];
	const failed = failures.length === 0 ? '' : `${failures.length} rows failed; the first: ${text(failures[0]?.message ?? '')}\n`;
	return `${table(lines)}\n${rows} rows\n${failed}`;
}

/** Rows shown; `--json` has more. */
const mostShown = 20;

/** The rows that a new version decides otherwise. */
export function comparisonText({ rows, same, divergences, failures }: Omit<Comparison, 'decisions'>): string {
	const lines = divergences
		.slice(0, mostShown)
		.flatMap(({ row, facts, current, shadow }) => [
			`rows[${row}]  ${paint.dim(short(facts))}`,
			`  ${paint.red('-')} ${current ? short(current.result) : 'failed'}`,
			`  ${paint.green('+')} ${shadow ? short(shadow.result) : 'failed'}`,
		]);
	const failed =
		failures.shadow.length === 0
			? []
			: [`the new version failed for ${failures.shadow.length}: ${text(failures.shadow[0]?.message ?? '')}`];
	return `${[...lines, ...failed, `${rows} rows, ${rows - same} decided otherwise`].join('\n')}\n`;
}

function short(value: unknown): string {
	return text(inspectValue(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 80, maxArrayLength: 5 }));
}

function text(value: string): string {
	return shown(value, process.stdout);
}

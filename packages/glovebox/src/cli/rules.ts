/** `glovebox rules`: decides, explains, tests and tries out rules. */
import type { Command } from 'commander';
import {
	compareRules,
	createRules,
	explanationSvg,
	explanationText,
	readCases,
	readFacts,
	type RuleSet,
	simulate,
	testRules,
} from '../rules/index.ts';
import { readText } from './text-file.ts';
import { readTime } from './time-option.ts';
import { exitCodes } from './exit-codes.ts';
import { valueText } from './outcome-text.ts';
import { addSandboxOptions, patientSandbox, type SandboxFlags } from './patient-sandbox.ts';
import { reportError } from './report-error.ts';
import { casesText, comparisonText, decisionText, simulationText } from './rules-text.ts';
import { tagged } from './tagged-value.ts';
import { jsonLine, shown } from './terminal.ts';
import { watchFiles } from './watch.ts';

interface Flags extends SandboxFlags {
	readonly facts?: string;
	readonly factsJson?: string;
	readonly at?: string;
	readonly rule?: readonly string[];
	readonly svg?: boolean;
	readonly shadow?: string;
	readonly json?: boolean;
	readonly watch?: boolean;
}

const notes = `
Rules are a file: JSON (JSONLogic, the shape of json-rules-engine, a decision table),
CSV (a decision table) or TypeScript.

Examples:
  $ glovebox rules decide prices.csv --facts-json '{"age": 9}'
  $ glovebox rules explain prices.csv --facts order.json --rule row-2
  $ glovebox rules explain prices.csv --facts order.json --svg > why.svg
  $ glovebox rules test prices.csv prices.cases.json --watch
  $ glovebox rules simulate prices.csv --facts orders.json
  $ glovebox rules simulate prices.csv --facts orders.json --shadow next.csv

Exit codes:
  0 done · 1 the rules are wrong, a case failed, or a shadow differs · 2 wrong usage · 3 the host or the engine`;

export function addRules(program: Command): void {
	const rules = program.command('rules').description('decide, explain, test and try out rules').addHelpText('after', notes);
	addOptions(rules.command('decide').argument('<rules>', 'a file of rules').description('what the rules say of facts')).action(
		async (file: string, flags: Flags) =>
			withRules([file], flags, async (set) => {
				const { matched, result } = await set.decide(oneRow(flags), atOf(flags));
				print({ matched: matched.map(({ rule }) => rule), result }, flags, () => valueText(result, process.stdout));
				return exitCodes.done;
			}),
	);
	addOptions(
		rules.command('explain').argument('<rules>', 'a file of rules').description('why each rule held or not, and what would turn it over'),
	)
		.option('--rule <name>', 'explain this one; may be repeated', (name: string, names: readonly string[] = []) => [...names, name])
		.option('--svg', 'print a picture')
		.action(async (file: string, flags: Flags) =>
			withRules([file], flags, async (set) => {
				if (flags.svg && flags.json) throw new TypeError('--svg and --json exclude each other: give one of them');
				const explained = await set.explain(oneRow(flags), { ...atOf(flags), ...(flags.rule ? { rules: flags.rule } : {}) });
				if (flags.svg) process.stdout.write(explanationSvg(explained));
				else
					print(
						{ result: explained.decision.result, rules: explained.rules },
						flags,
						() => `${shown(explanationText(explained), process.stdout)}\n${decisionText(explained.decision)}`,
					);
				return exitCodes.done;
			}),
		);
	addOptions(
		rules
			.command('test')
			.argument('<rules>', 'a file of rules')
			.argument('<cases>', 'a JSON file of cases')
			.description('hold rules to their test cases'),
	).action(async (file: string, cases: string, flags: Flags) => withRules([file, cases], flags, (set) => runCases(set, cases, flags)));
	addOptions(rules.command('simulate').argument('<rules>', 'a file of rules').description('how often each rule holds over many facts'))
		.option('--shadow <rules>', 'a new version: which facts it decides otherwise')
		.action(async (file: string, flags: Flags) => withRules([file], flags, (set) => simulateOrCompare(set, flags)));
}

function addOptions(command: Command): Command {
	command
		.option('--facts <file>', 'a JSON file of facts: a record, or a list of them')
		.option('--facts-json <text>', 'the same, as text')
		.option('--watch', 'do it again whenever one of the files changes')
		.option('--at <time>', 'the moment that effective dates are held against; default: now');
	return addSandboxOptions(command).option('--json', 'print one line of JSON');
}

async function runCases(set: RuleSet, file: string, flags: Flags): Promise<number> {
	const results = await testRules(set, readCases(readText(file), file));
	print(results, flags, casesText);
	return results.every(({ ok }) => ok) ? exitCodes.done : exitCodes.guest;
}

async function simulateOrCompare(set: RuleSet, flags: Flags): Promise<number> {
	const rows = allRows(flags);
	if (flags.shadow === undefined) {
		print(await simulate(set, rows, atOf(flags)), flags, simulationText);
		return exitCodes.done;
	}
	using sandbox = patientSandbox(flags);
	using shadow = await createRules({ sandbox, rules: readText(flags.shadow), filename: flags.shadow });
	const { decisions: _, ...comparison } = await compareRules(set, shadow, rows, atOf(flags));
	// Results alone: a decision tells each of them twice.
	const divergences = comparison.divergences.map(({ current, shadow: other, ...row }) => ({
		...row,
		current: current?.result,
		shadow: other?.result,
	}));
	print(comparison, flags, comparisonText, { ...comparison, divergences });
	return comparison.same === comparison.rows ? exitCodes.done : exitCodes.guest;
}

/** Once, or with `--watch` whenever the rules, or another file that is named, change. */
async function withRules([file, ...others]: readonly [string, ...string[]], flags: Flags, act: (rules: RuleSet) => Promise<number>) {
	if (!flags.watch) return actOnce(file, flags, act);
	const named = [file, ...others, flags.facts, flags.shadow].filter((each) => each !== undefined);
	await watchFiles(named, async () => {
		await actOnce(file, flags, act);
		return Number(process.exitCode);
	});
	process.exitCode = exitCodes.interrupted;
}

/** Reads rules, acts, and turns what went wrong into words and an exit code. */
async function actOnce(file: string, flags: Flags, act: (rules: RuleSet) => Promise<number>): Promise<void> {
	using sandbox = patientSandbox(flags);
	try {
		using set = await createRules({ sandbox, rules: readText(file), filename: file });
		process.exitCode = await act(set);
	} catch (error) {
		process.exitCode = reportError(error, file);
	}
}

type Row = Readonly<Record<string, unknown>>;

function allRows({ facts, factsJson }: Flags): readonly Row[] {
	if ((facts === undefined) === (factsJson === undefined)) throw new TypeError('Give the facts by one of --facts and --facts-json');
	return facts === undefined ? readFacts(factsJson ?? '', '--facts-json') : readFacts(readText(facts), facts);
}

function oneRow(flags: Flags): Row {
	const [row, ...more] = allRows(flags);
	if (!row || more.length > 0) throw new TypeError('Give one record of facts; "glovebox rules simulate" takes many');
	return row;
}

function atOf({ at }: Flags): { readonly at?: number } {
	return at === undefined ? {} : { at: readTime('--at', at) };
}

function print<T>(value: T, flags: Flags, text: (value: T) => string, json: unknown = value): void {
	process.stdout.write(flags.json ? jsonLine(tagged(json)) : text(value));
}

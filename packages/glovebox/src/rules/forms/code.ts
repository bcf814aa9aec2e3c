/** Rules that are code: what they say of themselves, read. */
import { type At, inOrder, type Plan, type PlanRule } from '../plan.ts';
import { rulesError, RuleProblem, pointerText } from '../problem.ts';
import { checkKeys, type Fields, isRecord, mostRules, own, readHeading, readList, readRecord, readString } from './read.ts';

/** Reads what a file of rules told. The conditions stay where they are. */
export function readCodePlan(told: unknown, file: string): Plan {
	try {
		const described = readRecord(told, [], 'the rules');
		if (own(described, 'isList') !== true)
			throw new RuleProblem('the default export must be a list of rules, or { name, version, rules }', []);
		checkTold(described, [], 'rules', ['name', 'version', 'rules', 'description']);
		const list = readList(own(described, 'rules'), ['rules'], `the rules (at most ${mostRules})`);
		return {
			name: textOr(described, 'name') ?? file,
			version: textOr(described, 'version'),
			policy: 'all',
			rules: inOrder(list.map(readRule)),
		};
	} catch (error) {
		if (!(error instanceof RuleProblem)) throw error;
		throw rulesError(error.at.length === 0 ? error.message : `${pointerText(error.at)}: ${error.message}`, {
			file,
			path: pointerText(error.at),
		});
	}
}

function readRule(value: unknown, index: number): PlanRule {
	const at = ['rules', index];
	const rule = isRecord(value) ? value : {};
	if (own(rule, 'isRule') !== true) throw new RuleProblem('a rule needs a function "when"', at);
	checkTold(rule, at, 'a rule', ['name', 'when', 'then', 'salience', 'from', 'until', 'description']);
	// What is not said comes as undefined.
	const said = Object.fromEntries(Object.entries(rule).filter(([, each]) => each !== undefined));
	return { ...readHeading(said, at, `rule ${index + 1}`, 'salience'), when: { op: 'code', args: [], at }, then: null, at };
}

/** The keys that the guest says are there. */
function checkTold(fields: Fields, at: At, what: string, known: readonly string[]): void {
	const keys = own(fields, 'keys');
	checkKeys(Object.fromEntries(Array.isArray(keys) ? keys.map((key) => [String(key), true]) : []), at, what, known);
}

function textOr(fields: Fields, key: string): string | undefined {
	const value = own(fields, key);
	return value === undefined ? undefined : readString(value, [key], `"${key}"`);
}

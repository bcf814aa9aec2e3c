/** Test cases of rules, as data: facts, and what the decision must be. */
import { isDeepStrictEqual } from 'node:util';
import { dataText } from '../core/inspect-value.ts';
import type { Decision } from './decision.ts';
import { checkKeys, isRecord, own, readList, readMoment, readRecord, readString } from './forms/read.ts';
import type { At } from './plan.ts';
import { boundedText, noPlaces, readJsonText, RuleProblem, withPlaces } from './problem.ts';
import { checkRuleSet, type RuleSet } from './rule-set.ts';

/** One case. Only what is given is held. */
export interface RuleCase {
	readonly name: string;
	readonly facts: Readonly<Record<string, unknown>>;
	readonly at?: number;
	/** The names of the rules that hold, in order. */
	readonly matched?: readonly string[];
	readonly result?: unknown;
	/** Part of the message with which deciding must fail. */
	readonly fails?: string;
}

/** What became of a case. */
export interface CaseResult {
	readonly name: string;
	readonly ok: boolean;
	/** What was wrong: what was expected, and what came. */
	readonly problems: readonly string[];
}

const keys = ['name', 'facts', 'at', 'matched', 'result', 'fails'];
const longestText = 2 ** 20;

/** Reads cases: `[{ name, facts, matched?, result?, fails?, at? }]`, as text or parsed. Throws a `GuestError` `GLOVEBOX_RULES`. */
export function readCases(source: string | object, filename = 'cases.json'): readonly RuleCase[] {
	if (typeof source !== 'string') return withPlaces(filename, undefined, noPlaces, () => casesOf(source));
	const text = boundedText(source, longestText, filename);
	return readJsonText(text, filename, 200, (value, placeOf) => withPlaces(filename, text, placeOf, () => casesOf(value)));
}

function casesOf(source: unknown): readonly RuleCase[] {
	const [list, root]: [unknown, At] = isRecord(source) ? [own(source, 'cases'), ['cases']] : [source, []];
	return readList(list, root, 'the cases').map((entry, index) => {
		const at = [...root, index];
		const fields = readRecord(entry, at, 'a case');
		checkKeys(fields, at, 'a case', keys);
		const { matched, fails } = fields;
		if (matched !== undefined && !(Array.isArray(matched) && matched.every((name) => typeof name === 'string')))
			throw new RuleProblem('"matched" must be a list of names', [...at, 'matched']);
		if (!['matched', 'result', 'fails'].some((key) => Object.hasOwn(fields, key)))
			throw new RuleProblem('a case needs "matched", "result" or "fails"', at);
		const moment = readMoment(own(fields, 'at'), [...at, 'at']);
		return {
			name: own(fields, 'name') === undefined ? `case ${index + 1}` : readString(fields['name'], [...at, 'name'], '"name"'),
			facts: readRecord(own(fields, 'facts'), [...at, 'facts'], '"facts"'),
			...(moment === null ? {} : { at: moment }),
			...(matched === undefined ? {} : { matched: matched as readonly string[] }),
			...(Object.hasOwn(fields, 'result') ? { result: fields['result'] } : {}),
			...(fails === undefined ? {} : { fails: readString(fails, [...at, 'fails'], '"fails"') }),
		};
	});
}

/**
 * Decides each case, and tells which came out as it says.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { createRules, readCases, testRules } from 'glovebox/rules';
 * await using sandbox = createSandbox();
 * using rules = await createRules({ sandbox, rules: 'when age,then price\n< 18,5\n-,10\n' });
 * const cases = readCases([{ name: 'a child', facts: { age: 9 }, result: { price: 4 } }]);
 * console.log((await testRules(rules, cases))[0]?.problems); // → [ 'result: expected {"price":4}, got {"price":5}' ]
 * ```
 */
export async function testRules(rules: RuleSet, cases: readonly RuleCase[]): Promise<readonly CaseResult[]> {
	checkRuleSet(rules, 'rules');
	if (!Array.isArray(cases) || cases.some((each) => !isRecord(each)))
		throw new TypeError('cases must be a list of cases, as readCases() gives it');
	const results: CaseResult[] = [];
	for (const each of cases) {
		const problems = await problemsOf(rules, each);
		results.push({ name: each.name, ok: problems.length === 0, problems });
	}
	return results;
}

async function problemsOf(rules: RuleSet, each: RuleCase): Promise<readonly string[]> {
	const { facts, at, matched, fails } = each;
	let decision: Decision;
	try {
		decision = await rules.decide(facts, at === undefined ? {} : { at });
	} catch (error) {
		const { message } = error as Error;
		if (fails === undefined) return [message];
		return message.includes(fails) ? [] : [expected('fails', fails, message)];
	}
	if (fails !== undefined) return [expected('fails', fails, decision.result)];
	const names = decision.matched.map(({ rule }) => rule);
	const problems = matched === undefined || isDeepStrictEqual(names, matched) ? [] : [expected('matched', matched, names)];
	const isHeld = !Object.hasOwn(each, 'result') || isDeepStrictEqual(plain(decision.result), plain(each.result));
	return isHeld ? problems : [...problems, expected('result', each.result, decision.result)];
}

/** Nothing and `null` are alike in JSON. */
function plain(value: unknown): unknown {
	return value === undefined ? null : value;
}

function expected(what: string, wanted: unknown, got: unknown): string {
	return `${what}: expected ${JSON.stringify(wanted)}, got ${dataText(got) ?? 'nothing'}`;
}

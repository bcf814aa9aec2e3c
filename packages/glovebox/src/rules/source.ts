/**
 * Rules in any form, read into a plan. Rules that are code are only told from the others here: what they are, the sandbox finds.
 *
 * Runs on: host.
 * Trusts: nothing of the source. Text is bounded and its nesting counted before it is parsed.
 */
import { readJsonNodes } from '../core/json-nodes.ts';
import { type Csv, readCsv } from './forms/csv.ts';
import { readCsvTable } from './forms/csv-table.ts';
import { readLogic, readLogicRules } from './forms/json-logic.ts';
import { readEnginePlan } from './forms/json-rules-engine.ts';
import { deepest, type Fields, checkKeys, isRecord, own, readString } from './forms/read.ts';
import { readTable } from './forms/table.ts';
import type { RuleForm } from './options.ts';
import type { Plan } from './plan.ts';
import { boundedText, noPlaces, type PlaceOf, readJsonText, RuleProblem, rulesError, withPlaces } from './problem.ts';

/** A source, read: a plan, or the text of rules that are code. */
export interface ReadSource {
	readonly file: string;
	readonly text: string | undefined;
	readonly placeOf: PlaceOf;
	readonly plan: Plan | undefined;
}

/** No rules written by people are larger. */
const longestText = 4 * 2 ** 20;

/** Reads rules. Throws a `GuestError` `GLOVEBOX_RULES` with the place of what is wrong. */
export function readSource(rules: string | object, form: RuleForm | undefined, filename: string | undefined): ReadSource {
	if (typeof rules !== 'string') return readParsed(rules, form, filename ?? 'rules.json');
	const kind = form ?? formOf(rules, filename);
	const file = filename ?? (kind === 'csv' ? 'rules.csv' : kind === 'typescript' ? 'rules.ts' : 'rules.json');
	const text = boundedText(rules, longestText, file);
	if (kind === 'typescript') return { file, text, placeOf: noPlaces, plan: undefined };
	if (kind === 'csv') return readCsvSource(text, file);
	// Each level of a condition is an operator and a list.
	return readJsonText(text, file, 2 * deepest, (value, placeOf) =>
		readValue(value, kind === 'json' ? undefined : kind, file, text, placeOf),
	);
}

/** Parsed JSON is read again from its text: a copy, with everything refused that text would be refused for. */
function readParsed(rules: object, form: RuleForm | undefined, file: string): ReadSource {
	let text: string;
	try {
		text = JSON.stringify(rules, refuseOthers);
	} catch (cause) {
		throw rulesError(`the rules are not JSON: ${(cause as Error).message.split('\n')[0]}`, { file, cause });
	}
	if (Buffer.byteLength(text) > longestText) throw rulesError(`the rules have more than ${longestText} bytes`, { file });
	try {
		readJsonNodes(text, { comments: false, depth: 2 * deepest });
	} catch (cause) {
		throw rulesError((cause as Error).message, { file, cause });
	}
	return readValue(JSON.parse(text), form, file, undefined, noPlaces);
}

/** What JSON would leave out or make `null` would change a decision in silence; `undefined` says nothing anyway. */
function refuseOthers(key: string, value: unknown): unknown {
	const isOther = typeof value === 'function' || typeof value === 'symbol' || (typeof value === 'number' && !Number.isFinite(value));
	if (isOther) throw new TypeError(`"${key}" is ${typeof value === 'number' ? value : `a ${typeof value}`}`);
	return value;
}

function formOf(text: string, filename = ''): RuleForm | 'json' {
	if (/\.[mc]?[tj]s$/.test(filename)) return 'typescript';
	if (/\.csv$/.test(filename)) return 'csv';
	if (/\.jsonc?$/.test(filename) || /^\s*[[{]/.test(text)) return 'json';
	return /^\s*(?:(?:import|export|const|let|var|function|class|type|interface|enum)\b|\/\/|\/\*)/.test(text) ? 'typescript' : 'csv';
}

function readCsvSource(text: string, file: string): ReadSource {
	let csv: Csv = { records: [], comments: [] };
	const placeOf: PlaceOf = ([kind, index]) => ({
		line: kind === 'line' ? Number(index) : (csv.records[Number(index ?? 0)]?.line ?? 1),
		column: 1,
	});
	const plan = withPlaces(file, text, placeOf, () => {
		csv = readCsv(text);
		return readCsvTable(csv);
	});
	return { file, text, placeOf, plan: { ...plan, name: file, version: undefined } };
}

function readValue(value: unknown, form: RuleForm | undefined, file: string, text: string | undefined, placeOf: PlaceOf): ReadSource {
	// A bare list is read as if it stood under "rules".
	const placed: PlaceOf = Array.isArray(value) ? (at) => placeOf(at[0] === 'rules' ? at.slice(1) : at) : placeOf;
	const plan = withPlaces(file, text, placed, () => readPlan(value, form, file));
	return { file, text, placeOf: placed, plan };
}

function readPlan(value: unknown, form: RuleForm | undefined, file: string): Plan {
	const source = sourceOf(value);
	const [name, version] = ['name', 'version'].map((key) =>
		Object.hasOwn(source, key) ? readString(source[key], [key], `"${key}"`) : undefined,
	);
	const heading = { name: name ?? file, version };
	const kind = form ?? shapeOf(source);
	if (kind === 'table') return { ...readTable(source), ...heading };
	if (kind === 'json-rules-engine') {
		checkKeys(source, [], 'rules', ['name', 'version', 'rules', 'conditions', 'description']);
		return { ...readEnginePlan(source, 'rules'), ...heading };
	}
	if (kind !== 'json-logic') throw new RuleProblem(`rules of the form "${kind}" are text`, []);
	if (Object.hasOwn(source, 'rules')) {
		checkKeys(source, [], 'rules', ['name', 'version', 'rules', 'description']);
		return { policy: 'all', rules: readLogicRules(source['rules'], ['rules']), ...heading };
	}
	const alone = { name: 'rule 1', priority: 0, from: null, until: null, when: readLogic(value, []), then: true, at: [] };
	return { ...heading, policy: 'all', rules: [alone] };
}

/** A bare list is the list of rules. */
function sourceOf(value: unknown): Fields {
	if (Array.isArray(value)) return { rules: value };
	if (!isRecord(value)) throw new RuleProblem('the rules must be a record or a list', []);
	return value;
}

/** Which form parsed JSON has: by the keys that only that form has. */
function shapeOf(source: Fields): RuleForm {
	if (Object.hasOwn(source, 'inputs') || Object.hasOwn(source, 'hitPolicy')) return 'table';
	const rules = own(source, 'rules');
	const first: unknown = Array.isArray(rules) ? rules[0] : undefined;
	if (isRecord(first) && Object.hasOwn(first, 'when')) return 'json-logic';
	return rules === undefined ? 'json-logic' : 'json-rules-engine';
}

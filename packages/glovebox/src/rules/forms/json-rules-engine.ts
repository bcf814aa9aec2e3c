/** Rules in the shape of json-rules-engine: `{ conditions: { all: [{ fact, operator, value }] }, event: { type, params } }`. */
import { type At, type Expr, inOrder, type Plan, type PlanRule } from '../plan.ts';
import { RuleProblem } from '../problem.ts';
import { checkDepth, checkKeys, type Fields, own, readHeading, readList, readRecord, readString } from './read.ts';

/** What this shape calls its operators, as its documentation has them. */
const engineOperators = [
	'equal',
	'notEqual',
	'lessThan',
	'lessThanInclusive',
	'greaterThan',
	'greaterThanInclusive',
	'in',
	'notIn',
	'contains',
	'doesNotContain',
] as const;

const ruleKeys = ['name', 'priority', 'from', 'until', 'conditions', 'event', 'description'];
const testKeys = ['fact', 'path', 'operator', 'value', 'name', 'description'];

/** Of all rules together. A shared condition is one wherever it is named: forty of them, each naming the next one twice, would be a trillion. */
const mostConditions = 200_000;

/** Conditions that rules name, and how many may still be read. */
interface Shared {
	readonly conditions: Fields;
	left: number;
}

/** Reads a list of rules. `conditions` are conditions that rules name with `{ condition: 'name' }`. */
function readEngineRules(list: unknown, at: At, conditions: Fields): readonly PlanRule[] {
	const shared: Shared = { conditions, left: mostConditions };
	return inOrder(
		readList(list, at, 'the rules').map((entry, index) => {
			const here = [...at, index];
			const rule = readRecord(entry, here, 'a rule');
			checkKeys(rule, here, 'a rule', ruleKeys);
			const event = readRecord(own(rule, 'event'), [...here, 'event'], '"event"');
			const type = readString(own(event, 'type'), [...here, 'event', 'type'], '"type"');
			const heading = readHeading(rule, here, type, 'priority');
			return { ...heading, when: condition(own(rule, 'conditions'), [...here, 'conditions'], shared, []), then: event, at: here };
		}),
	);
}

function condition(value: unknown, at: At, shared: Shared, names: readonly string[]): Expr {
	checkDepth(at);
	shared.left -= 1;
	if (shared.left < 0) throw new RuleProblem(`the rules have more than ${mostConditions} conditions`, at);
	const fields = readRecord(value, at, 'a condition');
	const groups = ['all', 'any', 'not', 'condition', 'fact'].filter((key) => Object.hasOwn(fields, key));
	if (groups.length !== 1) throw new RuleProblem('a condition has one of "all", "any", "not", "condition" and "fact"', at);
	const [kind = ''] = groups;
	if (kind === 'fact') return test(fields, at);
	checkKeys(fields, at, 'a condition', [kind, 'name', 'description', 'priority']);
	if (kind === 'not') return { op: 'not', args: [condition(fields['not'], [...at, 'not'], shared, names)], at };
	if (kind === 'condition') return named(fields, at, shared, names);
	const parts = readList(fields[kind], [...at, kind], `"${kind}"`);
	return { op: kind, args: parts.map((part, index) => condition(part, [...at, kind, index], shared, names)), at };
}

function named(fields: Fields, at: At, shared: Shared, names: readonly string[]): Expr {
	const name = readString(fields['condition'], [...at, 'condition'], '"condition"');
	if (!Object.hasOwn(shared.conditions, name)) throw new RuleProblem(`there is no condition "${name.slice(0, 100)}"`, [...at, 'condition']);
	if (names.includes(name)) throw new RuleProblem(`the condition leads back: ${[...names, name].join(' → ')}`, [...at, 'condition']);
	return condition(shared.conditions[name], ['conditions', name], shared, [...names, name]);
}

function test(fields: Fields, at: At): Expr {
	checkKeys(fields, at, 'a condition with a fact', testKeys);
	const operator = own(fields, 'operator');
	if (!engineOperators.includes(operator as (typeof engineOperators)[number]))
		throw new RuleProblem(`"${String(operator).slice(0, 100)}" is no operator; the operators are ${engineOperators.join(', ')}`, [
			...at,
			'operator',
		]);
	if (!Object.hasOwn(fields, 'value')) throw new RuleProblem('a condition needs a "value"', at);
	return { op: operator as string, args: [fact(fields, at), operand(fields['value'], [...at, 'value'])], at };
}

/** A fact with the path into it, `$.profile.age` or `.age`. */
function fact(fields: Fields, at: At): Expr {
	const name = readString(own(fields, 'fact'), [...at, 'fact'], '"fact"');
	const path = own(fields, 'path');
	if (path === undefined) return { op: 'fact', path: [name], at: [...at, 'fact'] };
	const text = readString(path, [...at, 'path'], '"path"');
	if (!/^\$?(\.[\w-]+|\[\d+\])+$/.test(text))
		throw new RuleProblem('"path" must be keys and indexes, such as "$.profile.tags[0]"', [...at, 'path']);
	return { op: 'fact', path: [name, ...(text.match(/[\w-]+/g) ?? [])], at: [...at, 'fact'] };
}

/** A value, or another fact. */
function operand(value: unknown, at: At): Expr {
	const isFact = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'fact');
	return isFact ? fact(value as Fields, at) : { op: 'const', value, at };
}

/** Reads a whole source: `{ name, version, rules, conditions }`. */
export function readEnginePlan(source: Fields, rulesKey: string): Omit<Plan, 'name' | 'version'> {
	const shared = own(source, 'conditions');
	return {
		policy: 'all',
		rules: readEngineRules(source[rulesKey], [rulesKey], shared === undefined ? {} : readRecord(shared, ['conditions'], '"conditions"')),
	};
}

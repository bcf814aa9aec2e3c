/** Rules whose conditions are JSONLogic: `{ when: { '>': [{ var: 'age' }, 18] }, then: … }`. */
import { type At, type Expr, inOrder, type PlanRule } from '../plan.ts';
import { RuleProblem } from '../problem.ts';
import { checkDepth, checkKeys, isRecord, own, readHeading, readList, readRecord } from './read.ts';

/** Least and most arguments of each operator. */
const arities: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
	['missing', [0, Number.POSITIVE_INFINITY]],
	['missing_some', [2, 2]],
	['if', [0, Number.POSITIVE_INFINITY]],
	['?:', [3, 3]],
	['==', [2, 2]],
	['===', [2, 2]],
	['!=', [2, 2]],
	['!==', [2, 2]],
	['!', [1, 1]],
	['!!', [1, 1]],
	['or', [1, Number.POSITIVE_INFINITY]],
	['and', [1, Number.POSITIVE_INFINITY]],
	['>', [2, 2]],
	['>=', [2, 2]],
	['<', [2, 3]],
	['<=', [2, 3]],
	['max', [0, Number.POSITIVE_INFINITY]],
	['min', [0, Number.POSITIVE_INFINITY]],
	['+', [0, Number.POSITIVE_INFINITY]],
	['-', [1, 2]],
	['*', [1, Number.POSITIVE_INFINITY]],
	['/', [2, 2]],
	['%', [2, 2]],
	['map', [2, 2]],
	['filter', [2, 2]],
	['reduce', [3, 3]],
	['all', [2, 2]],
	['none', [2, 2]],
	['some', [2, 2]],
	['merge', [0, Number.POSITIVE_INFINITY]],
	['in', [2, 2]],
	['cat', [0, Number.POSITIVE_INFINITY]],
	['substr', [2, 3]],
]);

const ruleKeys = ['name', 'priority', 'from', 'until', 'when', 'then', 'description'];

/** Reads a list of rules with `when` and `then`. */
export function readLogicRules(list: unknown, at: At): readonly PlanRule[] {
	return inOrder(
		readList(list, at, 'the rules').map((entry, index) => {
			const here = [...at, index];
			const rule = readRecord(entry, here, 'a rule');
			checkKeys(rule, here, 'a rule', ruleKeys);
			if (!Object.hasOwn(rule, 'when')) throw new RuleProblem('a rule needs "when"', here);
			const heading = readHeading(rule, here, `rule ${index + 1}`, 'priority');
			return { ...heading, when: readLogic(rule['when'], [...here, 'when']), then: own(rule, 'then') ?? null, at: here };
		}),
	);
}

/** Reads one JSONLogic expression. A record with one key is an operation, anything else is data. */
export function readLogic(value: unknown, at: At): Expr {
	checkDepth(at);
	if (Array.isArray(value)) return listOf(value, at);
	if (!isRecord(value)) return { op: 'const', value, at };
	const keys = Object.keys(value);
	const [op = ''] = keys;
	if (keys.length !== 1) throw new RuleProblem('an operation has one key, the operator', at);
	const given = value[op];
	const here = [...at, op];
	const args = Array.isArray(given) ? given.map((arg, index) => readLogic(arg, [...here, index])) : [readLogic(given, here)];
	if (op === 'var') return variable(args, here);
	const arity = arities.get(op);
	if (!arity) throw new RuleProblem(`"${op.slice(0, 100)}" is no operator; the operators are var, ${[...arities.keys()].join(', ')}`, here);
	if (args.length < arity[0] || args.length > arity[1]) throw new RuleProblem(`"${op}" cannot have ${args.length} arguments`, here);
	return { op: `logic:${op}`, args, at: here };
}

/** A list may hold operations; one that holds none is data as it stands. */
function listOf(items: readonly unknown[], at: At): Expr {
	const args = items.map((item, index) => readLogic(item, [...at, index]));
	return args.every(({ op }) => op === 'const') ? { op: 'const', value: items, at } : { op: 'logic:list', args, at };
}

function variable([name, otherwise]: readonly Expr[], at: At): Expr {
	if (name === undefined) return { op: 'fact', path: [], at };
	// A name that is computed is looked up when it is known.
	if (name.op !== 'const' || !('value' in name)) return { op: 'logic:var', args: [name, ...(otherwise ? [otherwise] : [])], at };
	const { value } = name;
	if (value !== null && typeof value !== 'string' && typeof value !== 'number') throw new RuleProblem('"var" needs a path', at);
	const path = value === null || value === '' ? [] : String(value).split('.');
	return { op: 'fact', path, at, ...(otherwise ? { otherwise } : {}) };
}

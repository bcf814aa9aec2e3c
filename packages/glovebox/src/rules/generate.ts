/**
 * The program that a plan becomes: functions that push the indexes of the rules that hold. Nothing of the author's text is in it:
 * numbers and truth values stand as they are, everything else is read from the plan by its place.
 *
 * Runs on: host.
 * Trusts: the plan's shape, which the forms saw to. Its texts are data here as everywhere.
 */
import { codeParts } from './guest/code.ts';
import { flipParts } from './guest/flip.ts';
import { operatorParts } from './guest/operators.ts';
import { runParts } from './guest/run.ts';
import { walkParts } from './guest/walk.ts';
import { argsOf, type Expr, isConst, isFact, type Plan, type PlanRule } from './plan.ts';

/** Where the guest's own functions are found: the first name of every path that is called. */
export const guestRoot = 'rules';
/** What the program goes by in stacks. */
export const programName = 'glovebox:rules';
/** The global that holds the conditions as trees, and the module that holds rules that are code. */
export const planName = '$plan';
export const codeModule = 'rules:code';

/** V8 optimises no function of more than about 60 KiB of bytecode; a hundred rules stay well below. */
const rulesAtOnce = 100;

const guestText = [...operatorParts, ...walkParts, ...flipParts, ...runParts].map(String).join('\n');

/** The program of rules that are data. */
export function dataProgram(plan: Plan): string {
	const chunks: string[] = [];
	for (let start = 0; start < plan.rules.length; start += rulesAtOnce) {
		chunks.push(new Chunk(plan, start, Math.min(start + rulesAtOnce, plan.rules.length)).text());
	}
	return `${guestText}
const $trees = ${planName}.trees;
const $o = makeOperators();
const $walk = makeWalk($o);
const $chunks = [${chunks.join(',\n')}];
const $select = (data, at, matches) => {
	for (const chunk of $chunks) if (chunk(data, at, matches)) return;
};
export const ${guestRoot} = {
	many: (rows, at, throws) => decideRows($select, rows, at, throws),
	explain: (data, indexes) => explainData($trees, $walk, makeSee($walk), data, indexes),
};
`;
}

/** The program of rules that are code. */
export function codeProgram(): string {
	const parts = [...operatorParts, ...flipParts, ...runParts, ...codeParts].map(String).join('\n');
	return `import * as $file from '${codeModule}';\n${parts}\nexport const ${guestRoot} = makeCodeRules($file.default ?? $file.rules);\n`;
}

/** One function for some of the rules. Each fact is read once, when it is first needed by position. */
class Chunk {
	readonly #plan: Plan;
	readonly #start: number;
	readonly #end: number;
	readonly #before: string[] = [];
	readonly #facts = new Map<string, string>();
	readonly #names = new Map<string, string>();
	readonly #texts = new Map<string, string>();

	constructor(plan: Plan, start: number, end: number) {
		this.#plan = plan;
		this.#start = start;
		this.#end = end;
	}

	/** A function that answers whether no further rule counts. */
	text(): string {
		const stops = this.#plan.policy === 'first' || this.#plan.policy === 'priority';
		const tests: string[] = [];
		for (let index = this.#start; index < this.#end; index++) {
			const rule = this.#plan.rules[index] as PlanRule;
			const root = `$trees[${index}]`;
			tests.push(`if (${inEffect(rule)}${this.#condition(rule.when, root)}) { matches.push(${index}); ${stops ? 'return true;' : ''} }`);
		}
		const facts = [...this.#facts].map(([place, name]) => `const ${name} = factAt(data, ${place});`);
		return `(() => { ${this.#before.join('\n')}\nreturn (data, at, matches) => { ${facts.join('\n')}\n${tests.join('\n')}\nreturn false; }; })()`;
	}

	/** Text that is truthy where the condition holds. `place` leads to the tree of this part. */
	#condition(expr: Expr, place: string): string {
		const args = argsOf(expr);
		const each = () => args.map((arg, at) => this.#condition(arg, `${place}.args[${at}]`));
		if (expr.op === 'all' || expr.op === 'logic:and') return args.length === 0 ? 'true' : `(${each().join(' && ')})`;
		if (expr.op === 'any' || expr.op === 'logic:or') return args.length === 0 ? 'false' : `(${each().join(' || ')})`;
		if (expr.op === 'not' || expr.op === 'logic:!') return `!${each()[0]}`;
		if (expr.op === 'logic:!!') return each()[0] ?? 'false';
		const value = this.#value(expr, place);
		return answersTruth.has(expr.op) ? value : `truthy(${value})`;
	}

	/** Names of operators are ours: one that is not in the table never comes this far. */
	#value(expr: Expr, place: string): string {
		if (isConst(expr)) return this.#constant(expr.value, place);
		if (isFact(expr)) return expr.otherwise ? `$walk(${this.#hoisted(place)}, data)` : this.#fact(expr.path, place);
		const args = argsOf(expr);
		const inline = inlined.get(expr.op);
		const operator = direct.has(expr.op) ? `$o['${expr.op}']` : undefined;
		if (!inline && !operator) return `$walk(${this.#hoisted(place)}, data)`;
		const texts = args.map((arg, at) => this.#value(arg, `${place}.args[${at}]`));
		const [a = '', b = ''] = texts;
		const second = args[1];
		if (
			inline &&
			args.length === 2 &&
			(inline.kind === 'same' || (second && isConst(second) && typeof second.value === 'number' && isName(a)))
		) {
			return inline.kind === 'same'
				? `(${a} ${inline.sign} ${b})`
				: `(typeof ${a} === 'number' ? ${a} ${inline.sign} ${b} : $o['${expr.op}'](${a}, ${b}))`;
		}
		return `$o['${expr.op}'](${texts.join(', ')})`;
	}

	#constant(value: unknown, place: string): string {
		if (value === null || typeof value === 'boolean') return String(value);
		if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) return value < 0 ? `(${value})` : String(value);
		if (typeof value !== 'string') return this.#hoisted(`${place}.value`);
		const known = this.#texts.get(value) ?? this.#hoisted(`${place}.value`);
		this.#texts.set(value, known);
		return known;
	}

	/** The name of a fact: rules that read the same one share it. */
	#fact(path: readonly string[], place: string): string {
		const key = JSON.stringify(path);
		const known = this.#names.get(key);
		if (known) return known;
		const name = `f${this.#facts.size}`;
		this.#facts.set(this.#hoisted(`${place}.path`), name);
		this.#names.set(key, name);
		return name;
	}

	/** A part of the plan, looked up once. */
	#hoisted(place: string): string {
		const name = `k${this.#before.length}`;
		this.#before.push(`const ${name} = ${place};`);
		return name;
	}
}

function inEffect({ from, until }: PlanRule): string {
	return `${from === null ? '' : `at >= ${from} && `}${until === null ? '' : `at < ${until} && `}`;
}

function isName(text: string): boolean {
	return /^[fk]\d+$/.test(text);
}

interface Inlined {
	readonly sign: string;
	/** `same`: the sign says all. `number`: it does where the fact is a number and the other a constant one. */
	readonly kind: 'same' | 'number';
}

function ofKind(kind: Inlined['kind'], sign: string, names: readonly string[]): readonly (readonly [string, Inlined])[] {
	return names.map((name) => [name, { sign, kind }]);
}

const inlined: ReadonlyMap<string, Inlined> = new Map([
	...ofKind('same', '===', ['is', 'equal', 'logic:===']),
	...ofKind('same', '!==', ['isNot', 'notEqual', 'logic:!==']),
	...ofKind('number', '<', ['below', 'lessThan', 'logic:<']),
	...ofKind('number', '<=', ['atMost', 'lessThanInclusive', 'logic:<=']),
	...ofKind('number', '>', ['above', 'greaterThan', 'logic:>']),
	...ofKind('number', '>=', ['atLeast', 'greaterThanInclusive', 'logic:>=']),
]);

const answersTruth: ReadonlySet<string> = new Set([
	...inlined.keys(),
	'in',
	'notIn',
	'contains',
	'doesNotContain',
	'logic:==',
	'logic:!=',
	'logic:in',
]);

/** Operators whose arguments are all evaluated first; the others are left to the walk. */
const direct: ReadonlySet<string> = new Set([
	...answersTruth,
	...['max', 'min', '+', '-', '*', '/', '%', 'merge', 'list', 'cat', 'substr'].map((name) => `logic:${name}`),
]);

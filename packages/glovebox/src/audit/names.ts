/**
 * What an expression may be, as names that rules go by: `eval`, `Function`, `node:vm.runInContext`, `npm:lodash.template`.
 *
 * A name is a global, a module of Node or of a package, then the properties taken of it; `()` stands for what a call or `new` gave. Aliases are followed
 * through imports, `require`, variables, destructuring, records, `globalThis`, `bind` and the constructors of functions.
 * Not followed: what goes through properties of `this`, arguments of named functions, and other files.
 */
import { isBuiltin } from 'node:module';
import { SourceError } from '../core/prepare/source-error.ts';
import { type Fields, isFunction, isNode } from '../core/prepare/walk.ts';
import { keyOf, lookUp, type Placed, type Scope } from './scopes.ts';

/** Bounds what one look-up may cost, whatever the text looks like. */
const mostSteps = 500;
/** What all look-ups of a file may cost: a second or two. A bundle of half a megabyte takes a tenth of it. */
const mostStepsOfFile = 5_000_000;
/** No name that a rule goes by is longer. */
const longestText = 300;

/** The steps that look-ups of one file have taken. */
export interface Effort {
	steps: number;
}

interface Walk {
	readonly names: Set<string>;
	readonly effort: Effort;
	steps: number;
}

/** Everything that an expression may be, as far as the text tells. Throws a SourceError where the file has cost enough. */
export function namesOf({ node, scope }: Placed, effort: Effort): ReadonlySet<string> {
	const walk: Walk = { names: new Set(), effort, steps: 0 };
	follow(node, scope, [], walk);
	return walk.names;
}

/**
 * The text that an expression is, or begins with, of which no more than a name's length is told; `undefined` where nothing is known.
 * `whole` says that there is no more to it.
 */
export function textOf(placed: Placed, effort: Effort): { readonly text: string; readonly whole: boolean } | undefined {
	return readText(placed, { effort, steps: 0 }, 0);
}

/** Whether one step more may be taken. */
function mayStep(walk: Omit<Walk, 'names'>): boolean {
	walk.steps += 1;
	walk.effort.steps += 1;
	if (walk.effort.steps > mostStepsOfFile) throw new SourceError('Its names take too long to follow', { line: 0, column: 0 });
	return walk.steps <= mostSteps;
}

function readText({ node, scope }: Placed, walk: Omit<Walk, 'names'>, depth: number): ReturnType<typeof textOf> {
	if (depth > 20 || !mayStep(walk)) return undefined;
	const inner = (part: unknown) => readText({ node: part as Fields, scope }, walk, depth + 1);
	const known = (text: string, whole: boolean) => ({ text: text.slice(0, longestText), whole });
	if (node.type === 'Literal') return typeof node['value'] === 'string' ? known(node['value'], true) : undefined;
	if (node.type === 'TemplateLiteral') {
		const [first] = node['quasis'] as { value: { cooked: string } }[];
		return known(first?.value.cooked ?? '', (node['expressions'] as unknown[]).length === 0);
	}
	if (node.type === 'BinaryExpression' && node['operator'] === '+') {
		const left = inner(node['left']);
		const right = inner(node['right']);
		// Text plus anything is text.
		if (left === undefined) return right && { text: '', whole: false };
		return left.whole && right ? known(left.text + right.text, right.whole) : { text: left.text, whole: false };
	}
	if (node.type !== 'Identifier') return undefined;
	const [source, another] = lookUp(String(node['name']), scope) ?? [];
	if (!source || another || source.path.length > 0 || !('node' in source.from)) return undefined;
	return readText(source.from, walk, depth + 1);
}

type Path = readonly string[];

function follow(node: Fields, scope: Scope, path: Path, walk: Walk): void {
	if (!mayStep(walk)) return;
	const go = (part: unknown, then: Path = path) => isNode(part) && follow(part, scope, then, walk);
	if (isFunction(node) || node.type.startsWith('Class')) return addName(['a function', ...path], walk);
	switch (node.type) {
		case 'Identifier':
			return followName(String(node['name']), scope, path, walk);
		case 'MemberExpression':
			return void go(node['object'], [propertyOf(node, scope, walk), ...path]);
		case 'CallExpression':
		case 'NewExpression':
			return followCall(node, scope, path, walk);
		case 'ImportExpression':
			return followModule(readText({ node: node['source'] as Fields, scope }, walk, 0), path, walk);
		case 'AwaitExpression':
			return void go(node['argument']);
		case 'ChainExpression':
			return void go(node['expression']);
		case 'AssignmentExpression':
			return void go(node['right']);
		case 'SequenceExpression':
			return void go((node['expressions'] as unknown[]).at(-1));
		case 'ConditionalExpression':
			go(node['consequent']);
			return void go(node['alternate']);
		case 'LogicalExpression':
			go(node['left']);
			return void go(node['right']);
		case 'ObjectExpression':
			return followRecord(node, scope, path, walk);
	}
	// Nothing is known of it; but the constructor of its constructor is Function.
	addName(['?', ...path], walk);
}

function followName(name: string, scope: Scope, path: Path, walk: Walk): void {
	const sources = lookUp(name, scope);
	if (!sources) return addName([name, ...path], walk);
	for (const { from, path: taken } of sources) {
		if ('module' in from) followModule({ text: from.module, whole: true }, [...taken, ...path], walk);
		else follow(from.node, from.scope, [...taken, ...path], walk);
	}
	if (sources.length === 0) addName(['?', ...path], walk);
}

function followModule(specifier: ReturnType<typeof textOf>, path: Path, walk: Walk): void {
	if (!specifier?.whole) return;
	const { text } = specifier;
	// A package may have the name of a global: `eval` is one.
	const module = text.startsWith('node:') ? text : `${isBuiltin(text) ? 'node' : 'npm'}:${text}`;
	// A CommonJS module is its own default export.
	const own = path.findIndex((part) => part !== 'default');
	addName([module, ...(own < 0 ? [] : path.slice(own))], walk);
}

function followRecord(node: Fields, scope: Scope, [key, ...rest]: Path, walk: Walk): void {
	const property = (node['properties'] as Fields[]).findLast((candidate) => key !== undefined && keyOf(candidate) === key);
	if (property) follow(property['value'] as Fields, scope, rest, walk);
	else if (key !== undefined) addName(['?', key, ...rest], walk);
}

const requires = new Set([
	'require',
	'module.require',
	'require.main.require',
	'node:module.createRequire()',
	'process.getBuiltinModule',
	'node:process.getBuiltinModule',
]);
const prototypeGetters = new Set(['Object.getPrototypeOf', 'Reflect.getPrototypeOf']);

function followCall(node: Fields, scope: Scope, path: Path, walk: Walk): void {
	const callee = node['callee'] as Fields;
	const [first] = node['arguments'] as Fields[];
	const inner: Walk = { ...walk, names: new Set() };
	follow(callee, scope, [], inner);
	walk.steps = inner.steps;
	for (const name of inner.names) {
		if (first && requires.has(name)) followModule(readText({ node: first, scope }, walk, 0), path, walk);
		else if (first && prototypeGetters.has(name)) follow(first, scope, path, walk);
		else if (name.endsWith('.bind')) addName([name.slice(0, -'.bind'.length), ...path], walk);
		else addName([`${name}()`, ...path], walk);
	}
}

/** The property that a member expression takes; `?` where only a run would tell. */
function propertyOf(node: Fields, scope: Scope, walk: Walk): string {
	const property = node['property'] as Fields;
	if (node['computed'] !== true) return String(property['name']);
	const text =
		property.type === 'Literal'
			? { text: String(property['value']).slice(0, longestText), whole: true }
			: readText({ node: property, scope }, walk, 0);
	return text?.whole ? text.text : '?';
}

const globals = new Set(['globalThis', 'global', 'window', 'self']);

function addName(parts: Path, walk: Walk): void {
	let named = [...parts];
	while (named.length > 1 && globals.has(named[0] as string)) named = named.slice(1);
	// The prototype of a function leads to the same constructor.
	if (named[0] === 'a function') named = ['a function', ...named.slice(1).filter((part) => part !== '__proto__')];
	if (named[0] === 'a function' && named[1] === 'constructor') named = ['Function', ...named.slice(2)];
	const climb = named.findIndex((part, at) => at > 0 && part === 'constructor' && named[at + 1] === 'constructor');
	if (climb > 0) named = ['Function', ...named.slice(climb + 2)];
	walk.names.add(named.join('.'));
}

/** Walks a program and says which rules it meets, and where. */
import type { Program } from 'acorn';
import { type Fields, isNode } from '../core/prepare/walk.ts';
import { type Effort, namesOf, textOf } from './names.ts';
import { type Condition, type Rule, rules } from './rules.ts';
import { keyOf, type Placed, readScopes, type Scope } from './scopes.ts';

/** A rule met between two offsets of the text. */
export interface Match {
	readonly rule: Rule;
	readonly start: number;
	readonly end: number;
	/** Whether all the source that it runs stands right there, so that no guest has a say. */
	readonly constant: boolean;
}

const byCall = new Map(rules.flatMap((rule) => (rule.calls ?? []).map((name) => [name, rule] as const)));
const byModule = new Map(rules.flatMap((rule) => (rule.modules ?? []).map((name) => [name, rule] as const)));

/** Every match, in the order of the text, each rule once for one place. Throws a SourceError where names take too long to follow. */
export function findMatches(program: Program): Match[] {
	const effort = { steps: 0 };
	const found = readScopes(program).flatMap((placed) => [...callMatches(placed, effort), ...moduleMatches(placed, effort)]);
	const seen = new Set<string>();
	const matches = found.filter(({ rule, start }) => {
		const key = `${rule.id} ${start}`;
		return !seen.has(key) && seen.add(key);
	});
	return matches.sort((one, other) => one.start - other.start);
}

interface Call {
	readonly names: ReadonlySet<string>;
	readonly args: readonly Fields[];
	readonly start: number;
	readonly end: number;
}

function callMatches({ node, scope }: Placed, effort: Effort): Match[] {
	const call = readCall({ node, scope }, effort);
	if (!call) return [];
	const { args, start, end } = call;
	const matches: Match[] = [];
	for (const name of call.names) {
		const rule = byCall.get(name);
		if (!rule || (rule.when && !conditions[rule.when](args, scope, effort))) continue;
		const sources = rule.sources === 'all' ? args : args.slice(0, 1);
		const constant = sources.length > 0 && sources.every((source) => textOf({ node: source, scope }, effort)?.whole === true);
		matches.push({ rule, start, end, constant });
	}
	return matches.length > 0 ? matches : lentEval(args, scope, effort);
}

/** Whoever lends `eval` to another function calls it by another name. */
function lentEval(args: readonly Fields[], scope: Scope, effort: Effort): Match[] {
	const rule = byCall.get('eval');
	return args
		.filter((node) => rule && /^(?:Identifier|MemberExpression)$/.test(node.type) && namesOf({ node, scope }, effort).has('eval'))
		.map(({ start, end }) => ({ rule: rule as Rule, start, end, constant: false }));
}

/** A call in any of its forms: `f(x)`, `new F(x)`, `f.call(this, x)`, `Reflect.apply(f, this, [x])`, and a tag before a template. */
function readCall({ node, scope }: Placed, effort: Effort): Call | undefined {
	if (node.type === 'ImportExpression') {
		return { names: new Set(['import']), args: [node['source'] as Fields], start: node.start, end: node.end };
	}
	const callee = (node['callee'] ?? node['tag']) as Fields | undefined;
	if (!isNode(callee) || !/^(?:CallExpression|NewExpression|TaggedTemplateExpression)$/.test(node.type)) return undefined;
	const args = (node['arguments'] ?? [node['quasi']]) as Fields[];
	const place = { start: node.type === 'NewExpression' ? node.start : callee.start, end: callee.end };
	if (callee.type === 'Identifier' && callee['name'] === 'eval' && node.type === 'CallExpression') {
		const names = namesOf({ node: callee, scope }, effort);
		return { names: names.has('eval') && node['optional'] !== true ? new Set(['eval directly']) : names, args, ...place };
	}
	return { ...throughReflection(namesOf({ node: callee, scope }, effort), args, scope, effort), ...place };
}

function throughReflection(
	names: ReadonlySet<string>,
	args: readonly Fields[],
	scope: Scope,
	effort: Effort,
): Pick<Call, 'names' | 'args'> {
	const [first] = args;
	if (first && (names.has('Reflect.apply') || names.has('Reflect.construct')))
		return { names: namesOf({ node: first, scope }, effort), args: [] };
	const all = [...names];
	if (all.some((name) => name.endsWith('.call')))
		return { names: new Set(all.map((name) => name.replace(/\.call$/, ''))), args: args.slice(1) };
	if (all.some((name) => name.endsWith('.apply'))) return { names: new Set(all.map((name) => name.replace(/\.apply$/, ''))), args: [] };
	return { names, args };
}

const conditions: Readonly<Record<Condition, (args: readonly Fields[], scope: Scope, effort: Effort) => boolean>> = {
	text: ([first], scope, effort) => first !== undefined && textOf({ node: first, scope }, effort) !== undefined,
	'data url': ([first], scope, effort) => first !== undefined && /^data:/i.test(textOf({ node: first, scope }, effort)?.text ?? ''),
	'eval option': ([, options]) => {
		const properties = options?.type === 'ObjectExpression' ? (options['properties'] as Fields[]) : [];
		return properties.some((property) => keyOf(property) === 'eval' && (property['value'] as Fields)['value'] !== false);
	},
};

/** A module that is imported, exported from or required. */
function moduleMatches({ node, scope }: Placed, effort: Effort): Match[] {
	const specifier = readSpecifier({ node, scope }, effort);
	const [, name = ''] = /^((?:@[^/]+\/)?[^/]+)/.exec(specifier ?? '') ?? [];
	const rule = byModule.get(name);
	return rule ? [{ rule, start: node.start, end: node.end, constant: false }] : [];
}

function readSpecifier({ node, scope }: Placed, effort: Effort): string | undefined {
	if (isNode(node['source'])) return textOf({ node: node['source'], scope }, effort)?.text;
	if (node.type !== 'CallExpression') return undefined;
	const [first] = node['arguments'] as Fields[];
	if (!first) return undefined;
	const name = textOf({ node: first, scope }, effort)?.text ?? '';
	// A call that gives the module of that name is a require, whatever it is called here.
	return namesOf({ node, scope }, effort).has(`npm:${name}`) ? name : undefined;
}

/** The names that a program declares, scope by scope, and where the value of each may come from. */
import type { Node, Program } from 'acorn';
import { type Fields, forEachChild, isFunction, isNode } from '../core/prepare/walk.ts';

/** Where a value may come from: an expression, seen in its scope, or a module; and the properties then taken of it. */
export interface Source {
	readonly from: { readonly node: Fields; readonly scope: Scope } | { readonly module: string };
	/** `['runInContext']` for `const { runInContext: run } = …`. */
	readonly path: readonly string[];
}

/** Code is not run here, so a name may have several sources. One without any is opaque, but is not the global of that name. */
export interface Scope {
	readonly bindings: Map<string, Source[]>;
	readonly outer: Scope | undefined;
	/** Whether `var` declarations end up here. */
	readonly takesVars: boolean;
}

/** A node, and the scope in which it stands. */
export interface Placed {
	readonly node: Fields;
	readonly scope: Scope;
}

/** The sources of a name; `undefined` for one that is declared nowhere. */
export function lookUp(name: string, scope: Scope): readonly Source[] | undefined {
	for (let at: Scope | undefined = scope; at; at = at.outer) {
		const sources = at.bindings.get(name);
		if (sources) return sources;
	}
	return undefined;
}

/** Every node of a program in its scope, in the order of the text, once all declarations and assignments are known. */
export function readScopes(program: Program): readonly Placed[] {
	const root: Scope = { bindings: new Map(), outer: undefined, takesVars: true };
	const opened = new Map<Node, Scope>();
	const placed: Placed[] = [];
	const waiting = [{ node: program as unknown as Fields, outer: root, isBody: false }];
	for (let item = waiting.pop(); item; item = waiting.pop()) {
		const { node, outer, isBody } = item;
		const scope = isFunction(node) || scopeTypes.has(node.type) ? openScope(outer, isBody || node.type === 'StaticBlock') : outer;
		if (scope !== outer) opened.set(node, scope);
		declare(node, scope, outer);
		placed.push({ node, scope });
		const children: typeof waiting = [];
		forEachChild(node, (child, field) => children.push({ node: child, outer: scope, isBody: isFunction(node) && field === 'body' }));
		for (const child of children.toReversed()) waiting.push(child);
	}
	for (const { node, scope } of placed) assign(node, scope, opened);
	return placed;
}

const scopeTypes = new Set(
	'BlockStatement ForStatement ForInStatement ForOfStatement SwitchStatement CatchClause ClassDeclaration ClassExpression StaticBlock'.split(
		' ',
	),
);

function openScope(outer: Scope, takesVars: boolean): Scope {
	return { bindings: new Map(), outer, takesVars };
}

function declare(node: Fields, scope: Scope, outer: Scope): void {
	if (node.type === 'ImportDeclaration') declareImports(node, scope);
	else if (node.type === 'VariableDeclaration') declareVariables(node, scope);
	else if (node.type === 'CatchClause') declarePattern(node['param'], undefined, scope);
	else if (isFunction(node)) for (const param of node['params'] as Fields[]) declarePattern(param, undefined, scope, scope);
	if (isNode(node['id']) && /^(?:Class|Function)(?:Declaration|Expression)$/.test(node.type)) {
		const home = node.type.endsWith('Declaration') ? outer : scope;
		add(home, String(node['id']['name']), { from: { node, scope: outer }, path: [] });
	}
}

function declareImports(node: Fields, scope: Scope): void {
	const module = String((node['source'] as Fields)['value']);
	for (const specifier of node['specifiers'] as Fields[]) {
		const { name, value } = (specifier['imported'] ?? {}) as { name?: string; value?: string };
		const imported = specifier.type === 'ImportDefaultSpecifier' ? 'default' : (name ?? value);
		const path = imported === undefined ? [] : [imported];
		add(scope, String((specifier['local'] as Fields)['name']), { from: { module }, path });
	}
}

function declareVariables(node: Fields, scope: Scope): void {
	let home = scope;
	while (node['kind'] === 'var' && home.outer && !home.takesVars) home = home.outer;
	for (const { id, init } of node['declarations'] as { id: Fields; init: Fields | null }[]) {
		declarePattern(id, init ? { from: { node: init, scope }, path: [] } : undefined, home, scope);
	}
}

function declarePattern(pattern: unknown, source: Source | undefined, home: Scope, scope = home): void {
	forEachName(pattern, source, scope, (name, from) => add(home, name, from));
}

function add(scope: Scope, name: string, source: Source | undefined): void {
	const sources = scope.bindings.get(name) ?? [];
	if (source) sources.push(source);
	scope.bindings.set(name, sources);
}

/** What gives values to names later: assignments, arguments of a function that is called on the spot, and `promise.then(f)`. */
function assign(node: Fields, scope: Scope, opened: ReadonlyMap<Node, Scope>): void {
	if (node.type === 'AssignmentExpression') {
		const source = { from: { node: node['right'] as Fields, scope }, path: [] };
		forEachName(node['left'], source, scope, (name, from) => append(name, from, scope));
	}
	if (node.type !== 'CallExpression') return;
	const callee = node['callee'] as Fields;
	const given = node['arguments'] as Fields[];
	const give = (target: Fields, values: readonly Fields[]) => giveArguments(target, values, scope, opened.get(target));
	if (isFunction(callee)) give(callee, given);
	if (callee.type !== 'MemberExpression') return;
	const object = callee['object'] as Fields;
	const name = (callee['property'] as Fields)['name'];
	if (isFunction(object) && name === 'call') give(object, given.slice(1));
	if (name === 'then' && given[0] && isFunction(given[0])) give(given[0], [object]);
}

function giveArguments(target: Fields, values: readonly Fields[], scope: Scope, inside: Scope | undefined): void {
	if (!inside) return;
	for (const [at, param] of (target['params'] as Fields[]).entries()) {
		const node = values[at];
		if (!node || node.type === 'SpreadElement') return;
		forEachName(param, { from: { node, scope }, path: [] }, inside, (name, from) => append(name, from, inside));
	}
}

function append(name: string, source: Source | undefined, scope: Scope): void {
	if (source) (lookUp(name, scope) as Source[] | undefined)?.push(source);
}

type Named = (name: string, source: Source | undefined) => void;

/** The names in a pattern, each with the part of the source that it gets. A default value is a source of its own. */
function forEachName(pattern: unknown, source: Source | undefined, scope: Scope, found: Named): void {
	if (!isNode(pattern)) return;
	const part = (key: string | undefined) => (source && key !== undefined ? { ...source, path: [...source.path, key] } : undefined);
	if (pattern.type === 'Identifier') found(String(pattern['name']), source);
	if (pattern.type === 'AssignmentPattern') {
		forEachName(pattern['left'], source, scope, found);
		forEachName(pattern['left'], { from: { node: pattern['right'] as Fields, scope }, path: [] }, scope, found);
	}
	if (pattern.type === 'RestElement') forEachName(pattern['argument'], undefined, scope, found);
	if (pattern.type === 'ArrayPattern') {
		for (const [at, element] of (pattern['elements'] as unknown[]).entries()) forEachName(element, part(String(at)), scope, found);
	}
	if (pattern.type === 'ObjectPattern') {
		for (const property of pattern['properties'] as Fields[]) {
			forEachName(property['value'] ?? property, part(keyOf(property)), scope, found);
		}
	}
}

/** The name of a property, where the text says it. */
export function keyOf({ key, computed }: Fields): string | undefined {
	if (!isNode(key)) return undefined;
	if (key.type === 'Literal') return String(key['value']);
	return key.type === 'Identifier' && computed !== true ? String(key['name']) : undefined;
}

/** Which names of a module's text refer to nothing declared in it (ECMA-262, 8.2: scope analysis, for strict code). */
import type { Node, Pattern, Program } from 'acorn';
import { boundNames, type Fields, forEachChild, isFunction, isNode } from './walk.ts';

/** A use of a name that is declared nowhere in the text, save by an import. */
export interface Reference {
	readonly name: string;
	readonly start: number;
	readonly end: number;
	/** `shorthand`: `{ name }` in a record or pattern. `callee`: called, or the tag of a template. */
	readonly role: 'plain' | 'shorthand' | 'callee';
	/** Whether an expression statement begins with it. */
	readonly startsStatement: boolean;
}

/** Calls `use` for each free reference. */
export function forEachFreeReference(program: Program, use: (reference: Reference) => void): void {
	const scopes = declareAll(program);
	const starts: Starts = { statements: new Set(), shorthands: new Set() };
	const waiting: Item[] = [{ node: program as unknown as Fields, scope: undefined }];
	for (let item = waiting.pop(); item; item = waiting.pop()) {
		const { node } = item;
		const scope = scopes.get(node) ?? item.scope;
		if (node.type === 'ExpressionStatement') starts.statements.add(node.start);
		if (node['shorthand'] === true) starts.shorthands.add(node.start);
		forEachChild(node, (child, field) => {
			if (child.type !== 'Identifier') waiting.push({ node: child, scope });
			else if (isReference(node, field) && !isDeclared(String(child['name']), scope)) use(describe(child, node, field, starts));
		});
	}
}

interface Scope {
	readonly names: Set<string>;
	readonly outer: Scope | undefined;
	readonly takesVars: boolean;
}

interface Item {
	readonly node: Fields;
	readonly scope: Scope | undefined;
	/** Whether it is the body of a function. */
	readonly isBody?: boolean;
}

/** Offsets at which expression statements and `{ name }` properties begin. */
interface Starts {
	readonly statements: Set<number>;
	readonly shorthands: Set<number>;
}

/** Makes the scope of each node that has one, with the names declared in it. */
function declareAll(program: Program): ReadonlyMap<Node, Scope> {
	const scopes = new Map<Node, Scope>();
	const waiting: Item[] = [{ node: program as unknown as Fields, scope: undefined }];
	for (let item = waiting.pop(); item; item = waiting.pop()) {
		const { node } = item;
		const outer = item.scope;
		// The body of a function is a scope inside that of its parameters: a default value does not see the body's names.
		const takesVars = node.type === 'Program' || node.type === 'StaticBlock' || item.isBody === true;
		let scope = outer;
		if (takesVars || isFunction(node) || scopeTypes.has(node.type)) {
			scope = { names: new Set(), outer, takesVars };
			scopes.set(node, scope);
		}
		declare(node, scope, outer);
		forEachChild(node, (child, field) => waiting.push({ node: child, scope, isBody: field === 'body' && isFunction(node) }));
	}
	return scopes;
}

const scopeTypes = new Set(
	'BlockStatement ForStatement ForInStatement ForOfStatement SwitchStatement CatchClause ClassDeclaration ClassExpression'.split(' '),
);

function declare(node: Fields, scope: Scope | undefined, outer: Scope | undefined): void {
	const { id, params, param, declarations } = node as Fields & Declaring;
	if (isNode(id) && node.type.endsWith('Declaration')) outer?.names.add(id.name);
	if (isNode(id) && node.type.endsWith('Expression')) scope?.names.add(id.name);
	const patterns = isFunction(node) ? params : node.type === 'CatchClause' ? [param] : [];
	for (const pattern of patterns) for (const name of boundNames(pattern)) scope?.names.add(name);
	if (node.type !== 'VariableDeclaration') return;
	let home = scope;
	while (node['kind'] === 'var' && home?.outer && !home.takesVars) home = home.outer;
	for (const { id: pattern } of declarations) for (const name of boundNames(pattern)) home?.names.add(name);
}

/** The fields of nodes that declare names; which of them a node has, its type says. */
interface Declaring {
	readonly id: { readonly name: string } | null | undefined;
	readonly params: readonly Pattern[];
	readonly param: Pattern | null;
	readonly declarations: readonly { readonly id: Pattern }[];
}

function isDeclared(name: string, scope: Scope | undefined): boolean {
	for (let at = scope; at; at = at.outer) if (at.names.has(name)) return true;
	return false;
}

/** Whether an identifier in this field of its parent is a name to be looked up, and not a key, a label or a part of an import. */
function isReference(parent: Fields, field: string): boolean {
	if (parent['computed'] === true) return true;
	switch (parent.type) {
		case 'MemberExpression':
			return field === 'object';
		case 'Property':
			return field === 'value';
		case 'MethodDefinition':
		case 'PropertyDefinition':
			return field === 'value';
		case 'LabeledStatement':
		case 'BreakStatement':
		case 'ContinueStatement':
		case 'MetaProperty':
		case 'ImportAttribute':
			return false;
	}
	return !/^(?:Import|Export).*Specifier$|^ExportAll/.test(parent.type);
}

function describe(child: Fields, parent: Fields, field: string, starts: Starts): Reference {
	const isCallee =
		(parent.type === 'CallExpression' && field === 'callee') || (parent.type === 'TaggedTemplateExpression' && field === 'tag');
	return {
		name: String(child['name']),
		start: child.start,
		end: child.end,
		role: starts.shorthands.has(child.start) ? 'shorthand' : isCallee ? 'callee' : 'plain',
		startsStatement: starts.statements.has(child.start),
	};
}

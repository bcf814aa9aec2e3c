/**
 * Where the values of a script's config stand: found in its text, as far as it is written out as literals.
 *
 * Runs on: the parser's thread.
 * Trusts: nothing. The text is read, never run; a value whose place is not found has that of what holds it.
 */
import type { Expression, Node, ObjectExpression, Program } from 'acorn';
import { checkNesting } from '../../core/prepare/nesting.ts';
import { parse } from '../../core/prepare/parse.ts';
import { positionAt } from '../../core/prepare/source-error.ts';
import { stripTypes } from '../../core/prepare/typescript.ts';
import { identityPositions, type PositionMap } from '../../core/positions.ts';
import type { Place } from '../tree.ts';

/** The files of a script config, with what each import was resolved to. */
export interface Script {
	readonly file: string;
	readonly texts: ReadonlyMap<string, string>;
	/** By importer and specifier, as JSON. */
	readonly resolved: ReadonlyMap<string, string>;
}

interface Module {
	readonly file: string;
	readonly code: string;
	readonly positions: PositionMap;
	/** What a name of the top level is: an expression here, or an export of another file. */
	readonly names: ReadonlyMap<string, Bound>;
	readonly exports: ReadonlyMap<string, Bound>;
}

type Bound = { readonly node: Node } | { readonly from: string; readonly name: string };
interface Found {
	readonly node: Node;
	readonly module: Module;
}

/** No chain of names and calls written by a person is longer, and no text has more places. */
const longestChain = 50;
const mostPlaces = 100_000;

/** The place of each path, as JSON, for the default export of a script. */
export function scriptPlaces(script: Script): ReadonlyMap<string, Place> {
	const search = new Search(script);
	search.run();
	return search.places;
}

class Search {
	readonly places = new Map<string, Place>();
	readonly #script: Script;
	readonly #modules = new Map<string, Module | undefined>();

	constructor(script: Script) {
		this.#script = script;
	}

	run(): void {
		const module = this.#module(this.#script.file);
		const start = module?.exports.get('default');
		if (!module || !start) return;
		if ('node' in start) this.#mark([], start.node, module);
		this.#visit(this.#resolve(start, module, 0), []);
	}

	/** Marks every key of a literal, and of the literals in it. */
	#visit(found: Found | undefined, path: readonly string[]): void {
		if (!found || path.length > longestChain || this.places.size > mostPlaces) return;
		const { node, module } = found;
		if (isObject(node)) this.#visitObject(node, module, path);
		if (node.type !== 'ArrayExpression') return;
		for (const [at, item] of (node as Node & { elements: (Node | null)[] }).elements.entries()) {
			if (item === null) continue;
			if (item.type === 'SpreadElement') return;
			this.#enter(item, item, module, [...path, String(at)]);
		}
	}

	#visitObject(node: ObjectExpression, module: Module, path: readonly string[]): void {
		for (const property of node.properties) {
			if (property.type === 'SpreadElement') this.#visit(this.#follow(property.argument, module, 0), path);
			else if (!property.computed) this.#enter(property.key, property.value, module, [...path, keyOf(property.key)]);
		}
	}

	#enter(at: Node, value: Node, module: Module, path: readonly string[]): void {
		this.#mark(path, at, module);
		this.#visit(this.#follow(value, module, 0), path);
	}

	/** Later places win, as later properties do. */
	#mark(path: readonly string[], node: Node, { file, code, positions }: Module): void {
		const { line, column } = positionAt(code, node.start);
		const position = positions.original(line, column);
		if (position) this.places.set(JSON.stringify(path), { file, ...position });
	}

	/** The literal that an expression comes to, through names, imports, calls of `defineConfig` and functions that return it. */
	#follow(node: Node, module: Module, steps: number): Found | undefined {
		if (steps > longestChain) return undefined;
		const inner = innerOf(node);
		if (inner) return this.#follow(inner, module, steps + 1);
		if (node.type !== 'Identifier') return { node, module };
		const bound = module.names.get((node as Node & { name: string }).name);
		return bound && this.#resolve(bound, module, steps + 1);
	}

	#resolve(bound: Bound, module: Module, steps: number): Found | undefined {
		if ('node' in bound) return this.#follow(bound.node, module, steps);
		const file = this.#script.resolved.get(JSON.stringify([module.file, bound.from]));
		const other = file === undefined ? undefined : this.#module(file);
		const next = other?.exports.get(bound.name);
		return other && next && steps < longestChain ? this.#resolve(next, other, steps + 1) : undefined;
	}

	#module(file: string): Module | undefined {
		if (!this.#modules.has(file)) this.#modules.set(file, readModule(file, this.#script.texts.get(file)));
		return this.#modules.get(file);
	}
}

function readModule(file: string, text: string | undefined): Module | undefined {
	if (text === undefined || file.endsWith('.json')) return undefined;
	try {
		checkNesting(text);
		const { code, positions } = /\.[mc]?ts$/.test(file) ? stripTypes(text, 'module') : { code: text, positions: identityPositions };
		return { file, code, positions, ...namesOf(parse(code, 'module')) };
	} catch {
		// It ran, so it parses in some way; without a tree its values have the place of the file.
		return undefined;
	}
}

function namesOf(program: Program): { readonly names: Map<string, Bound>; readonly exports: Map<string, Bound> } {
	const names = new Map<string, Bound>();
	const exports = new Map<string, Bound>();
	for (const statement of program.body) {
		if (statement.type === 'ImportDeclaration') {
			for (const specifier of statement.specifiers) {
				const name = specifier.type === 'ImportSpecifier' ? keyOf(specifier.imported) : 'default';
				if (specifier.type !== 'ImportNamespaceSpecifier') names.set(specifier.local.name, { from: String(statement.source.value), name });
			}
		} else if (statement.type === 'ExportDefaultDeclaration') exports.set('default', { node: statement.declaration });
		else if (statement.type === 'ExportNamedDeclaration') readExport(statement as unknown as NamedExport, names, exports);
		else declare(statement, names);
	}
	return { names, exports };
}

interface NamedExport {
	readonly declaration: Node | null;
	readonly source: { readonly value: unknown } | null;
	readonly specifiers: readonly { readonly local: Node; readonly exported: Node }[];
}

function readExport({ declaration, source, specifiers }: NamedExport, names: Map<string, Bound>, exports: Map<string, Bound>): void {
	if (declaration) for (const name of declare(declaration, names)) exports.set(name, names.get(name) as Bound);
	for (const { local, exported } of specifiers) {
		exports.set(keyOf(exported), source ? { from: String(source.value), name: keyOf(local) } : { node: local });
	}
}

/** Adds what a declaration binds to a value or a function; gives the names. */
function declare(statement: Node, names: Map<string, Bound>): string[] {
	if (statement.type === 'FunctionDeclaration') {
		const name = keyOf((statement as Node & { id: Node }).id);
		names.set(name, { node: statement });
		return [name];
	}
	if (statement.type !== 'VariableDeclaration') return [];
	return (statement as Node & { declarations: { id: Node; init: Node | null }[] }).declarations.flatMap(({ id, init }) => {
		if (id.type !== 'Identifier' || !init) return [];
		names.set(keyOf(id), { node: init });
		return [keyOf(id)];
	});
}

/** What an expression comes to, where that can be seen: the argument of `defineConfig`, what is awaited, what a function returns. */
function innerOf(node: Node): Node | undefined {
	const fields = node as Node & { readonly [field: string]: unknown };
	if (node.type === 'CallExpression') {
		const { callee, arguments: args } = fields as unknown as { callee: Node; arguments: Node[] };
		return callee.type === 'Identifier' && keyOf(callee) === 'defineConfig' ? args[0] : undefined;
	}
	if (node.type === 'AwaitExpression') return fields['argument'] as Expression;
	if (!/^(ArrowFunction|Function)(Expression|Declaration)$/.test(node.type)) return undefined;
	const body = fields['body'] as Node & { readonly body: readonly Node[] };
	if (body.type !== 'BlockStatement') return body;
	const last = body.body.findLast(({ type }) => type === 'ReturnStatement') as (Node & { argument: Node | null }) | undefined;
	return last?.argument ?? undefined;
}

function isObject(node: Node): node is ObjectExpression {
	return node.type === 'ObjectExpression';
}

function keyOf(node: Node): string {
	const { name, value } = node as Node & { readonly name?: string; readonly value?: unknown };
	return name ?? String(value);
}

/** The imports of a module: what it asks for, and each use of an imported name as a read of what the module it comes from exports. */
import type { ImportAttribute, ImportDeclaration, Literal, Program } from 'acorn';
import { nameOf } from './exports.ts';
import type { ModuleRequest } from './module-shape.ts';
import type { Edits } from './rewrite.ts';
import { forEachFreeReference, type Reference } from './scopes.ts';

/** Where an imported name comes from; the whole namespace where `name` is null. */
export interface Imported {
	readonly request: number;
	readonly name: string | null;
}

export interface Requests {
	readonly list: ModuleRequest[];
	/** Imported names by what they are called here. */
	readonly imported: ReadonlyMap<string, Imported>;
	/** The index of the request that a declaration makes, noted as taking some names from it. */
	take(declaration: Requesting, names: readonly string[]): number;
}

/** A declaration with `from 'specifier' with { … }`. */
interface Requesting {
	readonly source?: Literal | null;
	readonly attributes: readonly ImportAttribute[];
}

/** Finds the imports and adds the edits that take their declarations out. */
export function collectRequests(program: Program, edits: Edits): Requests {
	const requests = createRequests();
	for (const statement of program.body) {
		if (statement.type === 'ImportDeclaration') {
			readImport(statement, requests);
			edits.replace(statement.start, statement.end, ';');
		} else if ('source' in statement && statement.source) requests.take(statement, []);
	}
	return requests;
}

function createRequests(): Requests & { readonly imported: Map<string, Imported> } {
	const list: ModuleRequest[] = [];
	const indices = new Map<string, number>();
	const taken = new Set<string>();
	return {
		list,
		imported: new Map(),
		take({ source, attributes }, names) {
			const specifier = String(source?.value);
			const pairs = attributes.map(({ key, value }): [string, string] => [nameOf(key), String(value.value)]);
			const identity = JSON.stringify([specifier, pairs.toSorted()]);
			const index = indices.get(identity) ?? list.length;
			indices.set(identity, index);
			const request = list[index] ?? [specifier, pairs, []];
			list[index] = request;
			for (const name of names) {
				if (!taken.has(`${index} ${name}`)) request[2].push(name);
				taken.add(`${index} ${name}`);
			}
			return index;
		},
	};
}

function readImport(statement: ImportDeclaration, { imported, take }: ReturnType<typeof createRequests>): void {
	for (const specifier of statement.specifiers) {
		const name = importedName(specifier);
		imported.set(specifier.local.name, { request: take(statement, name === null ? [] : [name]), name });
	}
	if (statement.specifiers.length === 0) take(statement, []);
}

function importedName(specifier: ImportDeclaration['specifiers'][number]): string | null {
	if (specifier.type === 'ImportDefaultSpecifier') return 'default';
	if (specifier.type === 'ImportNamespaceSpecifier') return null;
	return nameOf(specifier.imported);
}

/** Adds the edits that make each use of an imported name a read of what its module exports, `a` → `$i_0.a`, and of a namespace `$i[0]`. */
export function rewriteReferences(program: Program, edits: Edits, imported: ReadonlyMap<string, Imported>, namespace: string): void {
	if (imported.size === 0) return;
	forEachFreeReference(program, (reference) => {
		const source = imported.get(reference.name);
		if (!source) return;
		edits.replace(reference.start, reference.end, placed(reference, readOf(source, namespace)));
	});
}

function readOf({ request, name }: Imported, namespace: string): string {
	if (name === null) return `${namespace}[${request}]`;
	const object = `${namespace}_${request}`;
	return /^[\w$]+$/.test(name) && !/^\d/.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}

function placed(reference: Reference, read: string): string {
	if (reference.role === 'shorthand') return `${reference.name}:${read}`;
	if (reference.role !== 'callee') return read;
	// A call of an imported function has no `this`. `void` at the start of a statement keeps the bracket from going on with the line before.
	return `${reference.startsStatement ? 'void 0,' : ''}(0,${read})`;
}

/** The exports of a module: what they are called, how they are read, and the edits that leave plain declarations behind. */
import type { ExportDefaultDeclaration, ExportNamedDeclaration, Identifier, Literal, Node, Program } from 'acorn';
import type { Imported, Requests } from './imports.ts';
import type { HiddenNames } from './module.ts';
import type { ModuleShape } from './module-shape.ts';
import { tokenEnd } from './parse.ts';
import type { Edits } from './rewrite.ts';
import { boundNames } from './walk.ts';

export interface Exports {
	readonly exports: string[];
	/** Calls that hand over the getters. */
	readonly getters: string;
	readonly indirect: ModuleShape[3][number][];
	readonly stars: number[];
}

interface Context extends HiddenNames {
	readonly source: string;
	readonly edits: Edits;
	readonly imported: ReadonlyMap<string, Imported>;
	readonly take: Requests['take'];
	/** Each export's name with the expression that reads it, and a function that is to be called `default`. */
	readonly local: [name: string, local: string, unnamed?: string][];
	readonly indirect: ModuleShape[3][number][];
	readonly stars: number[];
}

/** Adds the edits; `requests` is what the module's imports came to, and grows by what it re-exports. */
export function rewriteExports(program: Program, source: string, edits: Edits, requests: Requests, names: HiddenNames): Exports {
	const { imported, take } = requests;
	const context: Context = { ...names, source, edits, imported, take, local: [], indirect: [], stars: [] };
	for (const statement of program.body) {
		if (statement.type === 'ExportNamedDeclaration') readNamed(statement, context);
		else if (statement.type === 'ExportDefaultDeclaration') readDefault(statement, context);
		else if (statement.type === 'ExportAllDeclaration') {
			const request = take(statement, []);
			if (statement.exported) context.indirect.push([nameOf(statement.exported), request, null]);
			else context.stars.push(request);
			edits.replace(statement.start, statement.end, ';');
		}
	}
	const getters = context.local.map(([name, local, unnamed]) => {
		return `${names.exportName}(${JSON.stringify(name)},()=>${local}${unnamed ? `,${unnamed}` : ''});`;
	});
	return { exports: context.local.map(([name]) => name), getters: getters.join(''), indirect: context.indirect, stars: context.stars };
}

/** A module's names may be strings: `export { x as "any text" }`. */
export function nameOf(name: Identifier | Literal): string {
	return name.type === 'Identifier' ? name.name : String(name.value);
}

function readNamed(statement: ExportNamedDeclaration, context: Context): void {
	const { edits, local, indirect } = context;
	const { declaration } = statement;
	if (declaration) {
		edits.replace(statement.start, declaration.start, ';');
		const names =
			declaration.type === 'VariableDeclaration' ? declaration.declarations.flatMap(({ id }) => boundNames(id)) : [declaration.id.name];
		for (const name of names) local.push([name, name]);
		return;
	}
	edits.replace(statement.start, statement.end, ';');
	const request = statement.source
		? context.take(
				statement,
				statement.specifiers.map((specifier) => nameOf(specifier.local)),
			)
		: undefined;
	for (const specifier of statement.specifiers) {
		const from = nameOf(specifier.local);
		const name = nameOf(specifier.exported);
		const source = request === undefined ? context.imported.get(from) : { request, name: from };
		if (source) indirect.push([name, source.request, source.name]);
		else local.push([name, from]);
	}
}

function readDefault(statement: ExportDefaultDeclaration, context: Context): void {
	const { source, edits, local, defaultValue } = context;
	const { declaration, start, end } = statement;
	const keywords = tokenEnd(source, start, 2);
	const isDeclaration = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
	if (isDeclaration && declaration.id) {
		edits.replace(start, keywords, ';');
		local.push(['default', declaration.id.name]);
		return;
	}
	if (declaration.type === 'FunctionDeclaration') {
		edits.replace(start, keywords, ';');
		// A declaration is hoisted, so it is given a name of ours and called `default` when its getter is handed over.
		const words = 1 + Number(declaration.async) + Number(declaration.generator);
		edits.after(tokenEnd(source, declaration.start, words), ` ${defaultValue}`);
		local.push(['default', defaultValue, defaultValue]);
		return;
	}
	const expressionEnd = source[end - 1] === ';' ? end - 1 : end;
	const named = isUnnamed(declaration) ? ['{default:', '}.default'] : ['', ''];
	edits.replace(start, keywords, `const ${defaultValue}=${named[0]}`);
	edits.after(expressionEnd, `${named[1]}${expressionEnd === end ? ';' : ''}`);
	local.push(['default', defaultValue]);
}

/** Whether the language would call a function or class `default`; a property of that name does the same. */
function isUnnamed(expression: Node): boolean {
	if (expression.type === 'ArrowFunctionExpression') return true;
	const named = ['FunctionExpression', 'ClassExpression', 'ClassDeclaration'].includes(expression.type);
	return named && !(expression as Node & { id: unknown }).id;
}

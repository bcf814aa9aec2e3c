/**
 * Turns the declarations of a Script's top level into assignments, so that its code can run inside a function
 * while its names live where a Script's names live.
 */
import type { FunctionDeclaration, Pattern, Program, Statement, VariableDeclaration } from 'acorn';
import type { Edits } from './rewrite.ts';
import { boundNames } from './walk.ts';

/** What must be declared before the rewritten code runs. */
export interface Declared {
	/** Names of `var` and of functions in blocks: properties of the global. */
	readonly vars: ReadonlySet<string>;
	/** Names of `let`, `const`, `class` and `using`: the global scope. */
	readonly lets: ReadonlySet<string>;
	/** Top-level functions; they are hoisted as they stand. */
	readonly functions: readonly FunctionDeclaration[];
}

interface Context {
	readonly source: string;
	readonly edits: Edits;
	readonly strict: boolean;
	/** Begins every name that is added; occurs nowhere in the source. */
	readonly prefix: string;
	readonly vars: Set<string>;
	readonly lets: Set<string>;
	readonly functions: FunctionDeclaration[];
}

/** Where a declaration stands: among statements, as the only statement of an `if` or loop, or in the head of a `for`. */
type Place = 'list' | 'single' | 'for' | 'for each';
const replacements = { list: ';0,', single: '0,', for: '0,', 'for each': '' } as const;

/** Adds the edits and says which names they assign to. */
export function moveDeclarations(program: Program, source: string, edits: Edits, strict: boolean, prefix: string): Declared {
	const context: Context = { source, edits, strict, prefix, vars: new Set(), lets: new Set(), functions: [] };
	const statements = program.body as Statement[];
	const lexical = lexicalNames(statements, true);
	for (const statement of statements) moveTopLevel(statement, context, lexical);
	return context;
}

function moveTopLevel(statement: Statement, context: Context, lexical: ReadonlySet<string>): void {
	if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
		if (statement.kind === 'using' || statement.kind === 'await using') keepDisposal(statement, context);
		else assignInstead(statement, context, 'list');
		return;
	}
	if (statement.type === 'ClassDeclaration') {
		context.lets.add(statement.id.name);
		context.edits.before(statement.start, `;${statement.id.name}=`);
		context.edits.after(statement.end, ';');
		return;
	}
	const inner = withoutLabels(statement);
	if (inner.type === 'FunctionDeclaration') context.functions.push(inner);
	else moveVars(statement, context, 'list', [lexical]);
}

function withoutLabels(statement: Statement): Statement {
	let inner = statement;
	while (inner.type === 'LabeledStatement') inner = inner.body;
	return inner;
}

/** Finds each `var`, and each function whose name a sloppy Script also makes a `var` (ECMA-262, B.3.2). */
function moveVars(statement: Statement, context: Context, place: Place, scopes: readonly ReadonlySet<string>[]): void {
	const one = (inner: Statement | null | undefined): void => {
		if (inner) moveVars(inner, context, 'single', scopes);
	};
	const many = (list: readonly Statement[], names?: Iterable<string>): void => {
		const inside = [...scopes, new Set([...(names ?? []), ...lexicalNames(list, false)])];
		for (const inner of list) moveVars(inner, context, 'list', inside);
	};
	switch (statement.type) {
		case 'VariableDeclaration':
			if (statement.kind === 'var') assignInstead(statement, context, place);
			return;
		case 'FunctionDeclaration':
			publishFunction(statement, context, place, scopes);
			return;
		case 'BlockStatement':
			return many(statement.body);
		case 'IfStatement':
			one(statement.consequent);
			return one(statement.alternate);
		case 'LabeledStatement':
		case 'WhileStatement':
		case 'DoWhileStatement':
		case 'WithStatement':
			return one(statement.body);
		case 'ForStatement':
			if (statement.init?.type === 'VariableDeclaration' && statement.init.kind === 'var') assignInstead(statement.init, context, 'for');
			return moveVars(statement.body, context, 'single', [...scopes, headNames(statement.init)]);
		case 'ForInStatement':
		case 'ForOfStatement':
			if (statement.left.type === 'VariableDeclaration' && statement.left.kind === 'var') assignEach(statement.left, context);
			return moveVars(statement.body, context, 'single', [...scopes, headNames(statement.left)]);
		case 'SwitchStatement':
			return many(statement.cases.flatMap(({ consequent }) => consequent));
		case 'TryStatement':
			many(statement.block.body);
			if (statement.handler) many(statement.handler.body.body, catchNames(statement.handler.param ?? null));
			if (statement.finalizer) many(statement.finalizer.body);
			return;
	}
}

/** `const a = 1` becomes `;0,   a = 1`: a comma keeps function names, takes any pattern and needs no closing bracket. */
function assignInstead(declaration: VariableDeclaration, context: Context, place: Place): void {
	const { source, edits } = context;
	const { kind, start, end, declarations } = declaration;
	edits.replace(start, start + kind.length, replacements[place]);
	const names = kind === 'var' ? context.vars : context.lets;
	for (const { id, init } of declarations) {
		for (const name of boundNames(id)) names.add(name);
		if (init) continue;
		if (kind === 'var') edits.replace(id.start, id.end, '0');
		else edits.after(id.end, '=void 0');
	}
	// Without its keyword the statement might go on in the next line.
	if (place !== 'for' && source[end - 1] !== ';') edits.after(end, ';');
}

/** The head of `for (var x of …)`. `async` and `let` cannot begin an expression there. */
function assignEach({ kind, start, declarations }: VariableDeclaration, { edits, vars }: Context): void {
	for (const { id, init } of declarations) {
		// `for (var x = 1 in o)`, a relic (ECMA-262, B.3.5), stays as it is and its name in the program.
		if (init) return;
		for (const name of boundNames(id)) vars.add(name);
		edits.replace(start, start + kind.length, replacements['for each']);
		if (id.type !== 'Identifier' || (id.name !== 'async' && id.name !== 'let')) continue;
		edits.before(id.start, '(');
		edits.after(id.end, ')');
	}
}

/** `using x = y` keeps its disposal under a hidden name and assigns the visible one. */
function keepDisposal(declaration: VariableDeclaration, context: Context): void {
	for (const { id } of declaration.declarations) {
		for (const name of boundNames(id)) {
			context.edits.before(id.start, `${context.prefix}_${context.lets.size}=`);
			context.lets.add(name);
		}
	}
}

function publishFunction(declaration: FunctionDeclaration, context: Context, place: Place, scopes: readonly ReadonlySet<string>[]): void {
	const { name } = declaration.id;
	if (context.strict || declaration.async || declaration.generator) return;
	// The innermost scope is the function's own block, where its name may stand.
	const outer = place === 'list' ? scopes.slice(0, -1) : scopes;
	if (outer.some((names) => names.has(name))) return;
	context.vars.add(name);
	context.edits.after(declaration.end, place === 'list' ? `this.${name}=${name};` : `this.${name}=${name};}`);
	if (place === 'single') context.edits.before(declaration.start, '{');
}

/** The names that a list of statements declares for itself; functions count where they are not top-level. */
function lexicalNames(statements: readonly Statement[], topLevel: boolean): Set<string> {
	const names = new Set<string>();
	for (const statement of statements) {
		if (statement.type === 'ClassDeclaration' || (statement.type === 'FunctionDeclaration' && !topLevel)) names.add(statement.id.name);
		if (statement.type !== 'VariableDeclaration' || statement.kind === 'var') continue;
		for (const { id } of statement.declarations) for (const name of boundNames(id)) names.add(name);
	}
	return names;
}

function headNames(head: { readonly type: string } | null | undefined): Set<string> {
	return head?.type === 'VariableDeclaration' ? lexicalNames([head as VariableDeclaration], false) : new Set();
}

/** The names of a catch clause that keep a function from becoming a `var`: those of a pattern. */
function catchNames(param: Pattern | null): string[] {
	return param?.type === 'Identifier' ? [] : boundNames(param);
}

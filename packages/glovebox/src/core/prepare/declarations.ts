/**
 * Turns the declarations of a Script's top level into assignments, so that its code can run inside a function
 * while its names live where a Script's names live.
 */
import type { BlockStatement, FunctionDeclaration, Pattern, Program, Statement, VariableDeclaration } from 'acorn';
import type { Edits, Range } from './rewrite.ts';
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

/** Finds each `var`, and each function in a block, whose name a sloppy Script also makes a `var` (ECMA-262, B.3.2). */
function moveVars(statement: Statement, context: Context, place: Place, scopes: Scopes): void {
	const one = (inner: Statement | null | undefined, names?: ReadonlySet<string>): void => {
		if (inner) moveVars(inner, context, 'single', names ? [...scopes, names] : scopes);
	};
	switch (statement.type) {
		case 'VariableDeclaration':
			if (statement.kind === 'var') assignInstead(statement, context, place);
			return;
		case 'FunctionDeclaration':
			return moveFunction(statement, context, place, scopes);
		case 'BlockStatement':
			return moveBlock(statement, context, scopes);
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
			return one(statement.body, headNames(statement.init));
		case 'ForInStatement':
		case 'ForOfStatement':
			if (statement.left.type === 'VariableDeclaration' && statement.left.kind === 'var') assignEach(statement.left, context);
			return one(statement.body, headNames(statement.left));
		case 'SwitchStatement': {
			const inside = statement.cases.flatMap(({ consequent }) => consequent);
			return moveList(inside, { start: statement.start, end: statement.end, open: '{', inner: '' }, context, scopes);
		}
		case 'TryStatement':
			moveBlock(statement.block, context, scopes);
			if (statement.handler) moveBlock(statement.handler.body, context, scopes, statement.handler.param);
			if (statement.finalizer) moveBlock(statement.finalizer, context, scopes);
			return;
	}
}

/** The names that each block around declares for itself, outermost first. */
type Scopes = readonly ReadonlySet<string>[];

function moveBlock({ body, start, end }: BlockStatement, context: Context, scopes: Scopes, caught?: Pattern | null): void {
	// A function may be named as what is caught, and is a `var` all the same, unless that is a pattern.
	const names = caught?.type === 'Identifier' ? [] : boundNames(caught ?? null);
	const own = caught?.type === 'Identifier' ? caught.name : undefined;
	moveList(body, { start: start + 1, end: end - 1, open: '', inner: '{', caught: own }, context, [...scopes, new Set(names)]);
}

function moveList(list: readonly Statement[], place: Enclosed, context: Context, scopes: Scopes): void {
	const inside = [...scopes, lexicalNames(list, false)];
	const names = list.filter(isPlainFunction).map(({ id }) => id.name);
	const hidden = context.strict ? [] : names.filter((name) => name !== place.caught);
	if (hidden.length > 0) context.edits.before(place.start, `${place.open}let ${[...new Set(hidden)].join()};${place.inner}`);
	for (const statement of list) moveVars(statement, context, 'list', inside);
	if (hidden.length > 0) context.edits.after(place.end, '}');
}

/**
 * Where a block can be put around statements. A `let` outside of it keeps functions inside from becoming a `var` of the
 * function that the text is put into.
 */
interface Enclosed extends Range {
	readonly open: '' | '{';
	readonly inner: '' | '{';
	/** The name that a catch clause binds around it, which cannot be declared again. */
	readonly caught?: string | undefined;
}

function isPlainFunction(statement: Statement): statement is FunctionDeclaration {
	return statement.type === 'FunctionDeclaration' && !statement.async && !statement.generator;
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

/** A function in a block of a sloppy Script is also a `var`, assigned when the block comes to it, unless a block around has the name. */
function moveFunction(declaration: FunctionDeclaration, { edits, strict, vars }: Context, place: Place, scopes: Scopes): void {
	const { start, end } = declaration;
	const { name } = declaration.id;
	if (strict || !isPlainFunction(declaration)) return;
	if (place === 'single') edits.before(start, `{let ${name};{`);
	// The innermost scope is the function's own block, where its name may stand.
	const outer = place === 'list' ? scopes.slice(0, -1) : scopes;
	if (!outer.some((names) => names.has(name))) {
		vars.add(name);
		edits.after(end, `this.${name}=${name};`);
	}
	if (place === 'single') edits.after(end, '}}');
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

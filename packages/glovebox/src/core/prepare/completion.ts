/** Makes a program's completion value visible: assigns it to a variable wherever a statement gives it (ECMA-262, 14 and 16.1). */
import type { Program, Statement, SwitchCase, TryStatement } from 'acorn';
import type { Edits } from './rewrite.ts';

type Item = Program['body'][number];

/**
 * Adds the edits after which `name` holds the completion value once the program has run.
 * Statements are read from the last to the first; those whose value is certainly replaced later stay as they are.
 */
export function keepCompletionValue(program: Program, source: string, edits: Edits, name: string): void {
	const context: Context = { source, edits, name };
	keepLast(program.body, context, { set: false, breakable: false, inList: true });
}

interface Context {
	readonly source: string;
	readonly edits: Edits;
	readonly name: string;
}

interface Place {
	/** Whether what runs after this place gives the value in any case. */
	readonly set: boolean;
	/** Whether a `break` or `continue` may end this place early, so that an earlier statement's value is the last. */
	readonly breakable: boolean;
	/** Whether statements can be put in front of it. */
	readonly inList: boolean;
	/** Where the labels of a statement begin; nothing can stand between a label and its loop. */
	readonly labels?: number;
}

/** Returns whether the list gives the value in any case. */
function keepLast(statements: readonly Item[], context: Context, { set: after, breakable }: Place): boolean {
	let set = after;
	for (const statement of statements.toReversed()) {
		if (set && !breakable) return true;
		set = keep(statement as Statement, context, { set, breakable, inList: true });
	}
	return set;
}

/** As `keepLast`, for one statement. */
function keep(statement: Statement, context: Context, place: Place): boolean {
	switch (statement.type) {
		case 'ExpressionStatement':
			if (!place.set) keepExpression(statement, context);
			return true;
		case 'BlockStatement':
			return keepLast(statement.body, context, place);
		case 'BreakStatement':
		case 'ContinueStatement':
			return false;
		case 'LabeledStatement':
			return keep(statement.body, context, { ...place, breakable: true, labels: place.labels ?? statement.start });
		case 'IfStatement':
			return keepParts(statement, context, place, place.breakable, [statement.consequent, statement.alternate]);
		case 'WithStatement':
			return keepParts(statement, context, place, place.breakable, [statement.body]);
		case 'ForStatement':
		case 'ForInStatement':
		case 'ForOfStatement':
		case 'WhileStatement':
		case 'DoWhileStatement':
			return keepParts(statement, context, place, true, [statement.body, undefined]);
		case 'SwitchStatement':
			return clearBefore(statement, context, place, keepCases(statement.cases, context, place.set));
		case 'TryStatement':
			return clearBefore(statement, context, place, keepTry(statement, context, place));
		default:
			return place.set;
	}
}

/** `(0,…)` keeps a function from being named after the variable. */
function keepExpression(statement: Statement, { source, edits, name }: Context): void {
	const end = source[statement.end - 1] === ';' ? statement.end - 1 : statement.end;
	edits.before(statement.start, `${name}=(0,`);
	edits.after(end, ')');
}

/** A statement that runs one of its parts; `undefined` among them stands for running none. */
function keepParts(
	statement: Statement,
	context: Context,
	place: Place,
	breakable: boolean,
	parts: readonly (Statement | null | undefined)[],
): boolean {
	const inside: Place = { set: place.set, breakable, inList: false };
	const sets = parts.map((part) => (part ? keep(part, context, inside) : place.set));
	return clearBefore(statement, context, place, sets.every(Boolean));
}

function keepCases(cases: readonly SwitchCase[], context: Context, after: boolean): boolean {
	let set = after;
	const sets = cases.toReversed().map(({ consequent }) => {
		set = keepLast(consequent, context, { set, breakable: true, inList: true });
		return set;
	});
	return after && sets.every(Boolean);
}

function keepTry(statement: TryStatement, context: Context, place: Place): boolean {
	const inside: Place = { set: place.set, breakable: place.breakable, inList: true };
	const sets = [keepLast(statement.block.body, context, inside)];
	if (statement.handler) {
		const { body, start } = statement.handler.body;
		const set = keepLast(body, context, inside);
		// What the block gave before it threw does not count.
		if (!set) context.edits.before(start + 1, `${context.name}=void 0;`);
		sets.push(set);
	}
	// A `finally` gives the value only by leaving early, and then its own statements count.
	if (statement.finalizer && place.breakable) keepFinally(statement.finalizer.body, context);
	return sets.every(Boolean);
}

function keepFinally(statements: readonly Statement[], context: Context): void {
	const leaves = statements.findLastIndex(({ type }) => type === 'BreakStatement' || type === 'ContinueStatement');
	if (leaves < 0) return;
	context.edits.before((statements[0] as Statement).start, `${context.name}=void 0;`);
	keepLast(statements.slice(0, leaves + 1), context, { set: false, breakable: true, inList: true });
}

/**
 * The value of a compound statement is undefined unless something in it gave another.
 * Where nothing can be left in the variable from before, there is nothing to clear.
 */
function clearBefore(statement: Statement, { edits, name }: Context, place: Place, set: boolean): true {
	if (set || !place.breakable) return true;
	edits.before(place.labels ?? statement.start, place.inList ? `${name}=void 0;` : `{${name}=void 0;`);
	if (!place.inList) edits.after(statement.end, '}');
	return true;
}

/** Which kind of program a JavaScript text is, and the scripts it becomes. */
import type { Node, Program as Tree } from 'acorn';
import { identityPositions } from '../positions.ts';
import type { Kind } from '../program.ts';
import { splitAwaiting } from './awaiting.ts';
import { findImports, rewriteImports } from './dynamic-import.ts';
import { wrapFunction } from './function.ts';
import { isModule, shapeModule } from './module.ts';
import { checkScript, type Goal, parse } from './parse.ts';
import type { Parts } from './parts.ts';
import { createEdits, rewrite } from './rewrite.ts';
import { attempt, furthestError, SourceError } from './source-error.ts';
import { type Fields, isAwait, isNode, someAtTopLevel, walk } from './walk.ts';

export interface Text {
	readonly source: string;
	readonly filename: string;
	readonly kind: Kind;
	/** Whether a Script that needs nothing done to it is handed over unparsed: the engine says what is wrong with it. */
	readonly unparsed: boolean;
}

/** The scripts of a JavaScript text. Throws a SourceError. */
export function shapeJavaScript(text: Text): Parts {
	if (text.kind === 'function') return shapeFunction(text);
	if (text.kind === 'module') return shapeModule(withoutHashbang(text.source), parse(text.source, 'module'), text.filename);
	const words = readWords(text.source, text.kind);
	if (words.size === 0 && text.unparsed) return asItIs(text.source);
	const error = checkScript(text.source);
	if (!error) return shapeScript(text, words);
	return shapeOther(text, words, error);
}

/** Without one of these words a text cannot be anything but a Script. */
function readWords(source: string, kind: Kind): ReadonlySet<string> {
	const words = new Set<string>();
	for (const [word] of source.matchAll(/\b(?:await|import|export|return)\b/g)) words.add(word);
	if (kind === 'script') for (const word of ['export', 'return']) words.delete(word);
	return words;
}

function asItIs(source: string): Parts {
	return { mode: 'value', scripts: [{ code: source, columnOffset: 0 }], positions: identityPositions };
}

/** A text that parses as a Script: all that can be done is to read `await (x)` as it was meant, and to supply `import()`. */
function shapeScript(text: Text, words: ReadonlySet<string>): Parts {
	if (words.has('await') && meansAwait(parse(text.source, 'script'))) {
		const tree = attempt(() => parse(text.source, 'awaiting'));
		if (!(tree instanceof SourceError) && someAtTopLevel(tree, isAwait)) return shapeAwaiting(text, tree);
	}
	if (!words.has('import')) return asItIs(text.source);
	const tree = parse(text.source, 'script');
	if (findImports(tree).length === 0) return asItIs(text.source);
	const edits = createEdits();
	rewriteImports(tree, text.source, edits, text.filename);
	const { code, positions } = rewrite(text.source, edits);
	return { mode: 'value', scripts: [{ code, columnOffset: 0 }], positions };
}

/** A text that is no Script, in the order of kinds. The error is that of the reading that got furthest. */
function shapeOther(text: Text, words: ReadonlySet<string>, error: SourceError): Parts {
	const errors: [SourceError, ...SourceError[]] = [error];
	const read = (goal: Goal, fits: (tree: Tree) => boolean): Tree | undefined => {
		const tree = attempt(() => parse(text.source, goal));
		if (!(tree instanceof SourceError)) return fits(tree) ? tree : undefined;
		errors.push(tree);
		return undefined;
	};
	if (text.kind === 'auto' && (words.has('import') || words.has('export'))) {
		const tree = read('module', isModule);
		if (tree) return shapeModule(withoutHashbang(text.source), tree, text.filename);
	}
	if (words.has('await')) {
		const tree = read('awaiting', (program) => someAtTopLevel(program, isAwait));
		if (tree) return shapeAwaiting(text, tree);
	}
	if (words.has('return')) {
		const tree = read('function', (program) => someAtTopLevel(program, ({ type }) => type === 'ReturnStatement'));
		if (tree) return wrapFunction(withoutHashbang(text.source), tree, text.filename);
	}
	throw furthestError(errors);
}

function shapeAwaiting({ source, filename }: Text, tree: Tree): Parts {
	return splitAwaiting(withoutHashbang(source), tree, filename);
}

function shapeFunction({ source, filename }: Text): Parts {
	return wrapFunction(withoutHashbang(source), parse(source, 'function'), filename);
}

/** `#!` may begin a text and nothing else; as a comment of the same width it may stand anywhere. */
function withoutHashbang(source: string): string {
	return source.replace(/^#!/, '//');
}

/**
 * Whether a Script that says `await` means the operator: the name is bound nowhere in it, and an expression follows,
 * which a Script reads as a call, an element, a template or a sum.
 */
function meansAwait(program: Tree): boolean {
	let bound = false;
	let operator = false;
	walk(program, (node) => {
		bound ||= bindsAwait(node);
		operator ||= followsAwait(node);
		return !bound;
	});
	return operator && !bound;
}

function bindsAwait(node: Fields): boolean {
	const parts = [node['id'], node['param'], ...(Array.isArray(node['params']) ? node['params'] : [])];
	if (node.type === 'AssignmentExpression') parts.push(node['left']);
	return parts.some((part) => isNode(part) && holdsAwait(part));
}

/** Whether a pattern has the name `await`. A default value that does counts too: then nobody can say what is meant. */
function holdsAwait(pattern: Node): boolean {
	let holds = false;
	walk(pattern, (node) => {
		holds ||= isAwaitName(node);
		return !holds && !node.type.endsWith('Expression');
	});
	return holds;
}

function isAwaitName(node: unknown): boolean {
	return isNode(node) && node.type === 'Identifier' && node['name'] === 'await';
}

function followsAwait(node: Fields): boolean {
	switch (node.type) {
		case 'CallExpression':
			return isAwaitName(node['callee']);
		case 'TaggedTemplateExpression':
			return isAwaitName(node['tag']);
		case 'MemberExpression':
			return node['computed'] === true && isAwaitName(node['object']);
		case 'BinaryExpression':
			return ['+', '-', '/'].includes(String(node['operator'])) && isAwaitName(node['left']);
	}
	return Array.isArray(node['body']) && node['body'].some((statement, at, list) => isAwaitAlone(statement) && isExpression(list[at + 1]));
}

/** `await` as a statement that a line's end and no semicolon ends. */
function isAwaitAlone(statement: unknown): boolean {
	if (!isExpression(statement)) return false;
	const { expression, end } = statement;
	return isAwaitName(expression) && (expression as Node).end === end;
}

function isExpression(statement: unknown): statement is Fields {
	return isNode(statement) && statement.type === 'ExpressionStatement';
}

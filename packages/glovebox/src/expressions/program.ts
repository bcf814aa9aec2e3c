/**
 * The program that an expression becomes: one function of its facts, called for one record of them or for many.
 *
 * Runs on: host.
 * Trusts: the text only to be one expression, which the parser saw to.
 */
import type { Node } from 'acorn';
import type { PositionMap } from '../core/positions.ts';
import { createEdits, type Edits, rewrite } from '../core/prepare/rewrite.ts';
import { type Fields, forEachChild, isNode, isAwait, someAtTopLevel, walk } from '../core/prepare/walk.ts';
import { guestText } from './guest.ts';
import type { ParsedExpression } from './parse-expression.ts';

/** What a member of `undefined` or `null`, and a name that is neither fact nor global, is. */
export type Missing = 'throw' | 'undefined';

export interface ExpressionProgram {
	readonly source: string;
	/** Lines of `source` before the expression's own first. */
	readonly linesBefore: number;
	/** From the expression as it stands in `source` to the author's own. */
	readonly positions: PositionMap;
	/** Whether its value is awaited. */
	readonly awaits: boolean;
}

/** Where the guest's own functions are found: the first name of every path that is called. */
const guestRoot = '$expression';
/** The guest's own functions. */
export const guestPaths = { one: `${guestRoot}.one`, many: `${guestRoot}.many` } as const;
/** The capability whose functions are the operators. */
export const operatorRoot = '$operators';

/** Makes the program of an expression. */
export function expressionProgram(source: string, { tree, operations }: ParsedExpression, missing: Missing): ExpressionProgram {
	const edits = createEdits();
	for (const { name, start, end, wordStart } of operations) {
		edits.before(start, `${operatorRoot}.${name}(`);
		edits.replace(wordStart, wordStart + name.length, ',');
		edits.after(end, ')');
	}
	if (missing === 'undefined') forgiveMembers(source, tree, edits);
	dropThis(tree, edits);
	const { code, positions } = rewrite(source, edits);
	const awaits = someAtTopLevel(tree, isAwait);
	const names = missing === 'undefined' ? namesOf(tree) : [];
	const settings = JSON.stringify({ awaits, names });
	// A script, for `with` makes the facts names: own properties first, then the realm's globals, else a ReferenceError.
	// Arrow functions, for they have no `arguments` of their own: that is a name like any other.
	const before =
		`var ${guestRoot} = (${guestText})()(${settings}, (scope) => { with (scope) { return ` +
		`(${awaits ? 'async ' : ''}() => { 'use strict'; return (\n`;
	return { source: `${before}${code}\n) })() } }); undefined`, linesBefore: before.split('\n').length - 1, positions, awaits };
}

const bindThis = new Set(['FunctionExpression', 'FunctionDeclaration', 'PropertyDefinition', 'StaticBlock']);

/** `this` is undefined where the expression makes it nothing else: arrow functions would have the script's own, the global. */
function dropThis(tree: Node, edits: Edits): void {
	walk(tree, (node) => {
		if (node.type === 'ThisExpression') edits.replace(node.start, node.end, '(void 0)');
		return !bindThis.has(node.type);
	});
}

/** Every name in an expression, properties among them. */
function namesOf(tree: Node): readonly string[] {
	const names = new Set<string>();
	walk(tree, (node) => {
		if (node.type === 'Identifier') names.add(node['name'] as string);
		return true;
	});
	return [...names];
}

/** Makes `a.b`, `a[b]` and `a.b()` optional wherever they are read. */
function forgiveMembers(source: string, tree: Node, edits: Edits): void {
	const waiting: (readonly [node: Fields, isTarget: boolean])[] = [[tree as Fields, false]];
	for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
		const [node, isTarget] = entry;
		const { object, callee } = node as { object?: unknown; callee?: unknown };
		if (node.type === 'MemberExpression' && !isTarget && isNode(object) && object.type !== 'Super' && node['optional'] !== true)
			forgive(source, node, object, edits);
		if (node.type === 'CallExpression' && isNode(callee) && isForgiven(callee) && node['optional'] !== true) edits.after(callee.end, '?.');
		forEachChild(node, (child, field) => waiting.push([child, isTargetField(node, field, isTarget)]));
	}
}

function isForgiven(callee: Fields): boolean {
	return callee.type === 'MemberExpression' && (callee['object'] as Node).type !== 'Super';
}

function forgive(source: string, node: Fields, object: Node, edits: Edits): void {
	if (node['computed'] === true) return edits.after(object.end, '?.');
	const gap = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/.*[\n\r\u2028\u2029])*/.exec(source.slice(object.end)) as RegExpExecArray;
	edits.before(object.end + gap[0].length, '?');
}

/** What is assigned to, made with `new` or used as a tag cannot be an optional chain, nor can what it hangs on. */
function isTargetField(node: Fields, field: string, isTarget: boolean): boolean {
	switch (node.type) {
		case 'AssignmentExpression':
		case 'AssignmentPattern':
		case 'ForInStatement':
		case 'ForOfStatement':
			return field === 'left';
		case 'UpdateExpression':
			return true;
		case 'NewExpression':
			return field === 'callee';
		case 'TaggedTemplateExpression':
			return field === 'tag';
		case 'ArrayPattern':
		case 'ObjectPattern':
		case 'RestElement':
			return true;
		case 'Property':
			return isTarget && field === 'value';
		case 'MemberExpression':
		case 'CallExpression':
		case 'ParenthesizedExpression':
			return isTarget && field !== 'property' && field !== 'arguments';
		default:
			return false;
	}
}

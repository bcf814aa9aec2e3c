/** Walking over acorn's trees without recursion, so that a long chain of calls cannot overflow the stack. */
import type { Node, Pattern } from 'acorn';

/** A node seen as the record it is: what its fields hold is told apart by `isNode`. */
export type Fields = Node & { readonly [field: string]: unknown };

export function isNode(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** Calls `visit` for each child node, in the order of the text, with the field that holds it. */
export function forEachChild(node: Node, visit: (child: Fields, field: string) => void): void {
	for (const [field, value] of Object.entries(node)) {
		if (isNode(value)) visit(value, field);
		else if (Array.isArray(value)) {
			for (const item of value) if (isNode(item)) visit(item, field);
		}
	}
}

/** Visits every node, parents first. Where `visit` returns false, the children are left out. */
export function walk(root: Node, visit: (node: Fields) => boolean): void {
	const waiting: Fields[] = [root as Fields];
	for (let node = waiting.pop(); node; node = waiting.pop()) {
		if (visit(node)) forEachChild(node, (child) => waiting.push(child));
	}
}

/** Whether some node fits, functions left out: the code that runs when the program itself does. */
export function someAtTopLevel(root: Node, fits: (node: Fields) => boolean): boolean {
	let found = false;
	walk(root, (node) => {
		if (found || isFunction(node)) return false;
		found = fits(node);
		return !found;
	});
	return found;
}

export function isFunction(node: Node): boolean {
	return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
}

/** Whether running this node waits: `await`, `for await`, `await using`. */
export function isAwait(node: Fields): boolean {
	return (
		node.type === 'AwaitExpression' ||
		(node.type === 'ForOfStatement' && node['await'] === true) ||
		(node.type === 'VariableDeclaration' && node['kind'] === 'await using')
	);
}

/** The names that a pattern binds, in order. */
export function boundNames(pattern: Pattern | null): string[] {
	const names: string[] = [];
	const waiting: (Pattern | null)[] = [pattern];
	while (waiting.length > 0) {
		const part = waiting.pop();
		if (part?.type === 'Identifier') names.push(part.name);
		else if (part?.type === 'ObjectPattern') {
			for (const property of part.properties.toReversed()) {
				waiting.push(property.type === 'RestElement' ? property.argument : property.value);
			}
		} else if (part?.type === 'ArrayPattern') for (const element of part.elements.toReversed()) waiting.push(element);
		else if (part?.type === 'AssignmentPattern') waiting.push(part.left);
		else if (part?.type === 'RestElement') waiting.push(part.argument);
	}
	return names;
}

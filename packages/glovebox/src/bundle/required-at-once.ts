/** Whether a CommonJS file needs another module the moment it is loaded, or may go without it. */
import { isFunction, isNode, type Fields } from '../core/prepare/walk.ts';
import { forEachChild } from '../core/prepare/walk.ts';
import { parse } from 'acorn';

/**
 * Whether `require(name)` is reached when the file is loaded: not inside a function that something else has to call, and not inside a
 * `try`, by which a package says that it can do without. A file that does not parse counts as one that needs everything.
 */
export function requiresAtOnce(source: string, name: string): boolean {
	let root: Fields;
	try {
		root = parse(source, {
			ecmaVersion: 'latest',
			sourceType: 'script',
			allowReturnOutsideFunction: true,
			allowHashBang: true,
		}) as unknown as Fields;
	} catch {
		return true;
	}
	const waiting: Fields[] = [root];
	for (let node = waiting.pop(); node; node = waiting.pop()) {
		if (isRequireOf(node, name)) return true;
		const called = node.type === 'CallExpression' ? node['callee'] : undefined;
		forEachChild(node, (child, field) => {
			if (node?.type === 'TryStatement' && field === 'block') return;
			if (isFunction(child) && child !== called) return;
			waiting.push(child);
		});
	}
	return false;
}

function isRequireOf(node: Fields, name: string): boolean {
	if (node.type !== 'CallExpression') return false;
	const { callee, arguments: given } = node as unknown as { readonly callee: Fields; readonly arguments: readonly unknown[] };
	const [first] = given;
	return (
		callee.type === 'Identifier' && callee['name'] === 'require' && isNode(first) && first.type === 'Literal' && first['value'] === name
	);
}

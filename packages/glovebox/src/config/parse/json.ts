/** JSON, and JSON with comments and trailing commas. */
import { type JsonNode, readJsonNodes } from '../../core/json-nodes.ts';
import { type Lines, Misread } from '../../core/text-lines.ts';
import { Budget, type Tree, treeLimits } from '../tree.ts';

/** Reads a text. Comments and trailing commas are for JSONC only. */
export function readJson(text: string, lines: Lines, comments: boolean): Tree {
	return treeOfNode(readJsonNodes(text, { comments, depth: treeLimits.depth }), lines, [], new Budget());
}

function treeOfNode(node: JsonNode, lines: Lines, path: readonly string[], budget: Budget, offset = node.offset): Tree {
	budget.spend(path);
	const place = lines.at(offset);
	const children = node.children ?? [];
	if (node.type === 'array')
		return { kind: 'list', items: children.map((item, at) => treeOfNode(item, lines, [...path, String(at)], budget)), place };
	if (node.type !== 'object') return { kind: 'scalar', value: node.value as string, place };
	const entries = new Map<string, Tree>();
	for (const property of children) {
		const [key, value] = property.children ?? [];
		if (!key || !value) throw new Misread('value expected', property.offset);
		entries.set(String(key.value), treeOfNode(value, lines, [...path, String(key.value)], budget, key.offset));
	}
	return { kind: 'record', entries, place };
}

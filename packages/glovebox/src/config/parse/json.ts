/** JSON, and JSON with comments and trailing commas. */
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode, type SyntaxKind } from 'jsonc-parser';
import { Budget, type Tree, treeLimits } from '../tree.ts';
import { type Lines, Misread } from './lines.ts';

/** Reads a text. Comments and trailing commas are for JSONC only; a key that stands twice is refused in both. */
export function readJson(text: string, lines: Lines, comments: boolean): Tree {
	checkNesting(text);
	const errors: ParseError[] = [];
	const root = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
	const first = errors[0];
	if (first) throw new Misread(phrase(printParseErrorCode(first.error)), first.offset);
	if (!root) throw new Misread('the file is empty', 0);
	return treeOfNode(root, lines, [], new Budget());
}

/** `PropertyNameExpected` → `property name expected` */
function phrase(name: string): string {
	return name.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

// The library has its kinds of tokens as a const enum, which a file that is compiled alone cannot read: `{`, `}`, `[` and `]` are 1 to 4.
const lastBracket = 4;
const endOfFile = 17;

/** The parser recurses; the scanner does not. */
function checkNesting(text: string): void {
	const scanner = createScanner(text, true);
	let depth = 0;
	for (let token: SyntaxKind = scanner.scan(); token !== endOfFile; token = scanner.scan()) {
		const bracket = text[scanner.getTokenOffset()];
		if (token <= lastBracket) depth += bracket === '{' || bracket === '[' ? 1 : -1;
		if (depth > treeLimits.depth) throw new Misread(`nested more than ${treeLimits.depth} deep`, scanner.getTokenOffset());
	}
}

function treeOfNode(node: Node, lines: Lines, path: readonly string[], budget: Budget, offset = node.offset): Tree {
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
		addEntry(entries, String(key.value), key.offset, () => treeOfNode(value, lines, [...path, String(key.value)], budget, key.offset));
	}
	return { kind: 'record', entries, place };
}

/** Adds an entry whose key must be new and may be had. */
export function addEntry(entries: Map<string, Tree>, key: string, offset: number, make: () => Tree): void {
	if (key === '__proto__') throw new Misread('the key "__proto__" is refused', offset);
	if (entries.has(key)) throw new Misread(`the key "${key.slice(0, 100)}" stands twice`, offset);
	entries.set(key, make());
}

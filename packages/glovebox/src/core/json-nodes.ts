/**
 * JSON as a tree that knows where everything stands. For text of strangers: what nests too deep, stands twice or is `__proto__` is refused.
 *
 * Runs on: host.
 * Trusts: nothing. The library recurses, so the depth is counted first, by its scanner.
 */
import { createRequire } from 'node:module';
import type { Node, ParseError, SyntaxKind } from 'jsonc-parser';
import { EngineError } from './errors.ts';
import { checkKey, Misread } from './text-lines.ts';

// The library has its kinds of tokens as a const enum, which a file that is compiled alone cannot read: `{`, `}`, `[` and `]` are 1 to 4.
const lastBracket = 4;
const endOfFile = 17;

export interface JsonNodesOptions {
	/** Comments and trailing commas. */
	readonly comments: boolean;
	readonly depth: number;
}

/** An optional peer, loaded when a text first needs it. */
function loadLibrary(): typeof import('jsonc-parser') {
	try {
		return createRequire(import.meta.url)('jsonc-parser');
	} catch (cause) {
		throw new EngineError('GLOVEBOX_MISSING', 'Cannot read JSON: run "npm install jsonc-parser"', {
			cause,
			details: { package: 'jsonc-parser' },
		});
	}
}

/** A part of a JSON text. The library's own type would make its declarations a need of whoever uses ours. */
export interface JsonNode {
	readonly type: string;
	readonly value?: unknown;
	readonly offset: number;
	readonly parent?: JsonNode | undefined;
	readonly children?: readonly JsonNode[] | undefined;
}

/** The node of a part, by the keys and indexes that lead to it. */
export function findJsonNode(root: JsonNode, path: readonly (string | number)[]): JsonNode | undefined {
	return loadLibrary().findNodeAtLocation(root as Node, [...path]);
}

/** The tree of a text. Throws a `Misread` for anything wrong with it. */
export function readJsonNodes(text: string, { comments, depth }: JsonNodesOptions): JsonNode {
	checkNesting(text, depth);
	const { parseTree, printParseErrorCode } = loadLibrary();
	const errors: ParseError[] = [];
	const root = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
	const first = errors[0];
	if (first) throw new Misread(phrase(printParseErrorCode(first.error)), first.offset);
	if (!root) throw new Misread('the text is empty', 0);
	checkKeys(root);
	return root;
}

/** `PropertyNameExpected` → `property name expected` */
function phrase(name: string): string {
	return name.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function checkNesting(text: string, deepest: number): void {
	const scanner = loadLibrary().createScanner(text, true);
	let depth = 0;
	for (let token: SyntaxKind = scanner.scan(); token !== endOfFile; token = scanner.scan()) {
		const bracket = text[scanner.getTokenOffset()];
		if (token <= lastBracket) depth += bracket === '{' || bracket === '[' ? 1 : -1;
		if (depth > deepest) throw new Misread(`nested more than ${deepest} deep`, scanner.getTokenOffset());
	}
}

/** In the order of the text, so that the first mistake is the one that is told. */
function checkKeys(node: JsonNode): void {
	const keys = new Set<string>();
	for (const child of node.children ?? []) {
		if (node.type === 'object') {
			const key = child.children?.[0];
			if (key) checkKey(String(key.value), key.offset, keys);
			if (child.children?.[1]) checkKeys(child.children[1]);
		} else checkKeys(child);
	}
}

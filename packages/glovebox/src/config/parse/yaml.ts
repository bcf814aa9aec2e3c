/** YAML 1.2, core schema. Aliases and merge keys are followed here, so that what they come to is counted. */
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { Budget, type Scalar, type Tree } from '../tree.ts';
import { addEntry } from './entries.ts';
import { type Lines, Misread } from '../../core/text-lines.ts';

interface Reading {
	readonly lines: Lines;
	readonly anchors: ReadonlyMap<string, unknown>;
	readonly budget: Budget;
	/** Nodes that are being read, to tell a cycle. */
	readonly open: Set<unknown>;
}

/** What the library says of its own calls and stack, said of the text. */
const messages: ReadonlyMap<string, string> = new Map([
	['MULTIPLE_DOCS', 'a second document begins; a config is one'],
	['RESOURCE_EXHAUSTION', 'nested too deeply'],
]);

/** Reads one document. Tags, several documents, keys that stand twice or are no text are refused. */
export function readYaml(text: string, lines: Lines): Tree {
	// The library compares every key with every other to find doubles; `addEntry` does it by a table.
	const document = parseDocument(text, { version: '1.2', uniqueKeys: false, prettyErrors: false, lineCounter: new LineCounter() });
	const problem = document.errors[0] ?? document.warnings[0];
	if (problem) throw new Misread(messages.get(problem.code) ?? problem.message, problem.pos[0]);
	if (document.contents === null) return { kind: 'record', entries: new Map(), place: lines.at(0) };
	const reading = { lines, anchors: anchorsOf(document), budget: new Budget(), open: new Set<unknown>() };
	return read(document.contents, 0, [], reading);
}

/** Every anchored node, by name, found without recursion. An anchor that is set twice is refused. */
function anchorsOf(document: Document.Parsed): Map<string, unknown> {
	const anchors = new Map<string, unknown>();
	const waiting: unknown[] = [document.contents];
	while (waiting.length > 0) {
		const node = waiting.pop();
		if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) {
			if (anchors.has(node.anchor)) throw new Misread(`the anchor "${node.anchor.slice(0, 100)}" is set twice`, node.range?.[0] ?? 0);
			anchors.set(node.anchor, node);
		}
		if (isSeq(node)) for (const item of node.items) waiting.push(item);
		else if (isMap(node)) for (const pair of node.items) waiting.push(pair.key, pair.value);
	}
	return anchors;
}

function read(node: unknown, offset: number, path: readonly string[], reading: Reading): Tree {
	const { lines, budget, open } = reading;
	budget.spend(path);
	const place = lines.at(offset);
	if (node === null) return { kind: 'scalar', value: null, place };
	if (isScalar(node)) return { kind: 'scalar', value: scalarOf(node.value, node.source, node.range?.[0] ?? offset), place };
	const start = isAlias(node) || isMap(node) || isSeq(node) ? (node.range?.[0] ?? offset) : offset;
	if (isAlias(node)) return read(target(node, start, reading), offset, path, reading);
	if (open.has(node)) throw new Misread('an alias leads back to where it stands', start);
	open.add(node);
	try {
		if (isSeq(node)) {
			const items = node.items.map((item, at) => read(item, offsetOf(item, start), [...path, String(at)], reading));
			return { kind: 'list', items, place };
		}
		if (isMap(node)) return { kind: 'record', entries: entriesOf(node, start, path, reading), place };
		throw new Misread('a value of an unknown kind', start);
	} finally {
		open.delete(node);
	}
}

function entriesOf(map: YAMLMap, start: number, path: readonly string[], reading: Reading): Map<string, Tree> {
	const entries = new Map<string, Tree>();
	const merged: (readonly [unknown, number])[] = [];
	for (const pair of map.items as Pair[]) {
		const offset = offsetOf(pair.key, start);
		const key = keyOf(pair.key, offset);
		if (key === '<<') merged.push([pair.value, offset]);
		else addEntry(entries, key, offset, () => read(pair.value, offset, [...path, key], reading));
	}
	// What is merged in never replaces what stands there itself; of several the first wins.
	for (const [value, offset] of merged) {
		for (const source of isSeq(value) ? value.items : [value]) {
			const tree = read(source, offsetOf(source, offset), path, reading);
			if (tree.kind !== 'record') throw new Misread('a merge key "<<" needs a mapping', offset);
			for (const [key, entry] of tree.entries) if (!entries.has(key)) entries.set(key, entry);
		}
	}
	return entries;
}

function target(alias: Alias, offset: number, { anchors }: Reading): unknown {
	if (!anchors.has(alias.source)) throw new Misread(`there is no anchor "${alias.source.slice(0, 100)}"`, offset);
	return anchors.get(alias.source);
}

function keyOf(key: unknown, offset: number): string {
	if (isScalar(key) && (typeof key.value === 'string' || typeof key.value === 'number' || typeof key.value === 'boolean')) {
		return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
	}
	throw new Misread('a key must be text', offset);
}

function scalarOf(value: unknown, source: string | undefined, offset: number): Scalar {
	if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(source ?? '')) {
		throw new Misread(`a number cannot hold the integer ${source?.slice(0, 40)}; quote it`, offset);
	}
	return value as Scalar;
}

function offsetOf(node: unknown, otherwise: number): number {
	return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? otherwise) : otherwise;
}

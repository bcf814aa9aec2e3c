/** Variables that override values: with the prefix `APP_`, `APP_SERVER__PORT` is `server.port`. */
import { configError } from './error.ts';
import { listAbove, type Merged, mergedAt } from './merge.ts';
import { pathText } from './path.ts';
import { type RecordTree, type Scalar, type Tree, treeOf, UnfitValue } from './tree.ts';

/** A variable with where it stands: in a `.env` file, or nowhere but in the environment. */
export interface Variable {
	readonly name: string;
	readonly text: string;
	readonly place: RecordTree['place'] & { readonly variable?: string };
}

/**
 * The layer that variables make over what is known so far. Two underscores are a step down, one parts words; a key that exists is met
 * whatever its letters' case. Text stays text where there is text so far; elsewhere it is read as JSON if it is that.
 */
export function variableLayer(variables: readonly Variable[], prefix: string, below: Merged): RecordTree {
	const root = new Map<string, Tree>();
	for (const { name, text, place } of variables) {
		const words = name.slice(prefix.length).split('__');
		if (words.some((word) => word === '')) continue;
		const path: string[] = [];
		for (const word of words) path.push(keyFor(word, mergedAt(below, path)));
		const list = listAbove(below, path);
		if (list) throw configError(`${name}: "${pathText(list)}" is a list, which a variable replaces as a whole, by JSON`, place);
		const before = mergedAt(below, path);
		put(root, path, readText(text, before, place), place);
	}
	return { kind: 'record', entries: root, place: {} };
}

function keyFor(word: string, below: Merged | undefined): string {
	const plain = word.replaceAll('_', '').toLowerCase();
	const keys = below?.kind === 'record' ? [...below.entries.keys()] : [];
	return (
		keys.find((key) => key.replaceAll(/[_-]/g, '').toLowerCase() === plain) ??
		word.toLowerCase().replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase())
	);
}

function readText(text: string, before: Merged | undefined, place: Variable['place']): Tree {
	const isText = before?.kind === 'scalar' && typeof before.value === 'string';
	try {
		if (!isText) return treeOf(JSON.parse(text), () => place);
	} catch (error) {
		if (!(error instanceof SyntaxError || error instanceof UnfitValue)) throw error;
	}
	return { kind: 'scalar', value: text as Scalar, place };
}

/** Puts a value at a path, with records on the way. A path through a value that is no record is left out. */
export function put(root: Map<string, Tree>, path: readonly string[], value: Tree, place: RecordTree['place']): void {
	let entries = root;
	for (const key of path.slice(0, -1)) {
		const next = entries.get(key);
		const inner = next?.kind === 'record' ? new Map(next.entries) : new Map<string, Tree>();
		entries.set(key, { kind: 'record', entries: inner, place });
		entries = inner;
	}
	entries.set(path.at(-1) ?? '', value);
}

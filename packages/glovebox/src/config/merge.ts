/** Layers become one tree that remembers: each value knows who said it, and whom that one overrode. */
import type { LayerName } from './layers.ts';
import { pathFits } from './path.ts';
import { dataOf, type Place, type Scalar, setOwn, type Tree } from './tree.ts';
import type { MergeStrategy } from './options.ts';

/** Who said a value. */
export interface Origin extends Place {
	readonly layer: LayerName | 'schema';
	/** The variable, where the layer is `env`. */
	readonly variable?: string;
	/** What this one said, as plain data. */
	readonly value: unknown;
}

interface Known {
	/** Strongest first. */
	readonly origins: readonly Source[];
}

/** An origin whose value is still a tree: most are never asked for. */
interface Source extends Place {
	readonly layer: LayerName;
	readonly tree: Tree;
}

export type Merged =
	| (Known & { readonly kind: 'record'; readonly entries: ReadonlyMap<string, Merged> })
	| (Known & { readonly kind: 'list'; readonly items: readonly Merged[] })
	| (Known & { readonly kind: 'scalar'; readonly value: Scalar });

export type Strategies = readonly (readonly [pattern: readonly string[], strategy: MergeStrategy])[];

/** A layer's tree, alone. */
export function mergedOf(tree: Tree, layer: LayerName): Merged {
	const origins = [{ ...tree.place, layer, tree }];
	if (tree.kind === 'scalar') return { kind: 'scalar', value: tree.value, origins };
	if (tree.kind === 'list') return { kind: 'list', items: tree.items.map((item) => mergedOf(item, layer)), origins };
	return { kind: 'record', entries: new Map([...tree.entries].map(([key, entry]) => [key, mergedOf(entry, layer)])), origins };
}

/** A stronger value over a weaker one. */
export function merge(weaker: Merged, stronger: Merged, strategies: Strategies, path: readonly string[] = []): Merged {
	const origins = [...stronger.origins, ...weaker.origins];
	const strategy = strategies.find(([pattern]) => pathFits(pattern, path))?.[1] ?? 'merge';
	if (strategy === 'replace') return { ...stronger, origins };
	if (weaker.kind === 'record' && stronger.kind === 'record') {
		const entries = new Map(weaker.entries);
		for (const [key, entry] of stronger.entries) {
			const below = entries.get(key);
			entries.set(key, below ? merge(below, entry, strategies, [...path, key]) : entry);
		}
		return { kind: 'record', entries, origins };
	}
	if (weaker.kind === 'list' && stronger.kind === 'list' && strategy !== 'merge') {
		return { kind: 'list', items: joined(weaker.items, stronger.items, strategy), origins };
	}
	return { ...stronger, origins };
}

function joined(weaker: readonly Merged[], stronger: readonly Merged[], strategy: 'append' | 'prepend' | 'unique'): readonly Merged[] {
	if (strategy === 'prepend') return [...stronger, ...weaker];
	if (strategy === 'append') return [...weaker, ...stronger];
	const seen = new Set<string>();
	return [...weaker, ...stronger].filter((item) => {
		const text = identity(item);
		return !seen.has(text) && seen.add(text);
	});
}

/** Equal for equal data. */
function identity(item: Merged): string {
	return JSON.stringify(mergedData(item), (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

export function mergedData(merged: Merged): unknown {
	if (merged.kind === 'scalar') return merged.value;
	if (merged.kind === 'list') return merged.items.map(mergedData);
	const record = {};
	for (const [key, entry] of merged.entries) setOwn(record, key, mergedData(entry));
	return record;
}

/** What stands at a path. */
export function mergedAt(merged: Merged | undefined, path: readonly string[]): Merged | undefined {
	let found = merged;
	for (const key of path) {
		if (found?.kind === 'record') found = found.entries.get(key);
		else if (found?.kind === 'list') found = /^\d+$/.test(key) ? found.items[Number(key)] : undefined;
		else return undefined;
	}
	return found;
}

/** The list through which a path leads, which no layer by path can change in part; `undefined` where there is none. */
export function listAbove(merged: Merged, path: readonly string[]): readonly string[] | undefined {
	const length = path.findIndex((_, at) => at > 0 && mergedAt(merged, path.slice(0, at))?.kind === 'list');
	return length < 0 ? undefined : path.slice(0, length);
}

/** The origins of a value, strongest first, with what each said. */
export function originsOf({ origins }: Merged): readonly Origin[] {
	return origins.map(({ tree, ...source }) => ({ ...source, value: dataOf(tree) }));
}

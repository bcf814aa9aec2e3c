/**
 * The host functions that attacks are given, by set: ordinary code of a host that is a little careless, never malicious.
 * One description for every engine and peer: a grant with a schema or a synchronous form is that only where such things exist.
 */
import { type Capabilities, type CapabilityEntry, hostFunction } from 'glovebox';
import { failing } from './grants/failing.ts';
import { files, guarded, loader } from './grants/files.ts';
import { checked, direct, plain, sourced, table, text } from './grants/functions.ts';
import type { Grant, GrantTree, Notes, Shelf } from './grants/grant.ts';
import { objects } from './grants/objects.ts';
import { events, kv, ledger, merge, report, settings } from './grants/stores.ts';
import type { Target } from './secret.ts';

const makers = {
	report,
	plain,
	direct,
	checked,
	failing,
	objects,
	merge,
	settings,
	table,
	files,
	kv,
	events,
	ledger,
	sourced,
	text,
	guarded,
	loader,
} as const;

export type GrantSet = keyof typeof makers;

export function makeShelf(secret: string): Shelf {
	return { store: new Map([['victim:token', secret]]), settings: { theme: 'light', page: { size: 10 } }, listeners: [] };
}

/** The functions of some sets, made for one run. */
export function grantTree(sets: readonly GrantSet[], target: Target, notes: Notes, shelf: Shelf): GrantTree {
	return Object.assign({}, ...sets.map((set) => makers[set](target, notes, shelf)));
}

/** The same as capabilities. */
export function capabilitiesOf(tree: GrantTree): Capabilities {
	return Object.fromEntries(
		Object.entries(tree).map(([name, entry]) => [name, isGrant(entry) ? capability(entry) : capabilitiesOf(entry)]),
	);
}

export function isGrant(entry: GrantTree[string]): entry is Grant {
	return typeof entry.handler === 'function';
}

function capability({ handler, sync, input, told }: Grant): CapabilityEntry {
	if (!sync && !input && !told) return handler as (...args: unknown[]) => unknown;
	return hostFunction({ sync: sync ?? false, handler: handler as (...args: unknown[]) => unknown, ...(input && { input }) } as Parameters<
		typeof hostFunction
	>[0]);
}

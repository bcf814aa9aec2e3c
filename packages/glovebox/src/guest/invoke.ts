/**
 * `call`, `get` and `set` of a session: a dotted path, looked up as the guest's own code would.
 *
 * Runs on: guest.
 * Trusts: the path, which the host checked. What lies on it is the guest's: getters and proxies run, and what they throw is the outcome.
 */
import type { Root } from './finish.ts';
import { apply, reflectSet, TypeErrorClass } from './intrinsics.ts';

export type Action = 'call' | 'get' | 'set';

/** Where the first name of a path is looked for, in this order; then on the global. */
export interface Scopes {
	readonly global: object;
	/** By name: the exports of the latest module that has it. */
	readonly exported: Readonly<Record<string, object | undefined>>;
	/** By name: what a `root` program opened. */
	readonly roots: Readonly<Record<string, Root | undefined>>;
}

/** Does what the host asked for. Throws what the guest throws, or a `TypeError` that names the path. */
export function invoke(action: Action, path: readonly string[], args: readonly unknown[], scopes: Scopes): unknown {
	if (action === 'call') return callPath(path, args, scopes);
	const last = path.length - 1;
	const name = path[0] as string;
	if (last === 0) return action === 'get' ? readRoot(name, scopes) : writeRoot(name, args[0], scopes);
	let base = readRoot(name, scopes);
	for (let i = 1; i < last; i++) base = readProperty(base, path, i, action);
	return action === 'get' ? readProperty(base, path, last, action) : writeProperty(base, path, args[0]);
}

/** Calls a path: by far the most frequent action, and each call that it makes itself costs a guest of QuickJS as much as the guest's own. */
export function callPath(path: readonly string[], args: readonly unknown[], scopes: Scopes): unknown {
	let self: unknown;
	let value = readRoot(path[0] as string, scopes);
	for (let i = 1; i < path.length; i++) {
		self = value;
		value = readProperty(self, path, i, 'call');
	}
	if (typeof value !== 'function') throw new TypeErrorClass(`Cannot call "${dotted(path, path.length)}": not a function`);
	return apply(value, self, args);
}

function readRoot(name: string, scopes: Scopes): unknown {
	const exports = scopes.exported[name];
	if (exports !== undefined) return (exports as Record<string, unknown>)[name];
	const root = scopes.roots[name];
	if (root !== undefined) {
		const read = root[0];
		try {
			return read();
		} catch {
			// Not declared, or not yet: as a property of the global it may still be there.
		}
	}
	return (scopes.global as Record<string, unknown>)[name];
}

function writeRoot(name: string, value: unknown, { global, exported, roots }: Scopes): undefined {
	if (exported[name] !== undefined) throw new TypeErrorClass(`Cannot set "${name}": an export of a module`);
	const root = roots[name];
	if (root !== undefined) apply(root[1], undefined, [value]);
	else if (!reflectSet(global, name, value)) throw new TypeErrorClass(`Cannot set "${name}": it is read-only`);
}

function readProperty(base: unknown, path: readonly string[], index: number, action: Action): unknown {
	requireBase(base, path, index, action);
	return (base as Record<string, unknown>)[path[index] as string];
}

function writeProperty(base: unknown, path: readonly string[], value: unknown): undefined {
	const last = path.length - 1;
	requireBase(base, path, last, 'set');
	const isObject = typeof base === 'object' || typeof base === 'function';
	if (isObject && reflectSet(base as object, path[last] as string, value)) return;
	throw new TypeErrorClass(`Cannot set "${dotted(path, path.length)}": it is read-only`);
}

function requireBase(base: unknown, path: readonly string[], index: number, action: Action): void {
	if (base !== undefined && base !== null) return;
	throw new TypeErrorClass(
		`Cannot ${action} "${dotted(path, path.length)}": "${dotted(path, index)}" is ${base === null ? 'null' : 'undefined'}`,
	);
}

function dotted(path: readonly string[], length: number): string {
	let text = path[0] as string;
	for (let i = 1; i < length; i++) text += `.${path[i]}`;
	return text;
}

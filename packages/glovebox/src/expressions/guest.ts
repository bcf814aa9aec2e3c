/**
 * The guest's side of an expression, sent as text.
 *
 * Runs on: guest. The functions use one another and nothing else of this module.
 * Trusts: the kept realm, whose intrinsics are frozen. Facts are a copy made for this call.
 */

type Facts = Readonly<Record<string, unknown>>;
type Run = (scope: object) => unknown;

interface Settings {
	readonly awaits: boolean;
	/** Names that are undefined where they are neither fact nor global. */
	readonly names: readonly string[];
}

interface Trace {
	readonly reads: Set<string>;
	/** Paths of which a part was read. */
	readonly parents: Set<string>;
	readonly proxies: WeakMap<object, object>;
}

const guestFunctions = [scopeOf, pathOf, note, trace, describe, expressionOf];

/** Facts as a scope: own properties alone, so that `constructor` is no name unless it is a fact. */
function scopeOf(facts: Facts, names: readonly string[]): Record<string, unknown> {
	const scope: Record<string, unknown> = { __proto__: null, ...facts };
	for (const name of names) if (!(name in scope) && !(name in globalThis)) scope[name] = undefined;
	return scope;
}

function pathOf(parent: string, key: string): string {
	if (!/^(?:[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+)$/u.test(key)) return `${parent}[${JSON.stringify(key)}]`;
	return parent === '' ? key : `${parent}.${key}`;
}

function note({ reads, parents }: Trace, parent: string, path: string): void {
	// An expression may read more paths than anybody wants to be told.
	if (reads.size >= 1_000) return;
	reads.add(path);
	parents.add(parent);
}

/** A record or array of the facts that notes which of its properties are read. Maps, Sets and Dates are noted as a whole. */
function trace(value: unknown, path: string, traced: Trace): unknown {
	if (typeof value !== 'object' || value === null) return value;
	const prototype = Object.getPrototypeOf(value) as unknown;
	if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return value;
	const known = traced.proxies.get(value);
	if (known !== undefined) return known;
	const proxy = new Proxy(value as Record<PropertyKey, unknown>, {
		get(target, key, receiver) {
			const found = Reflect.get(target, key, receiver);
			if (typeof key === 'symbol') return found;
			// What every value is asked for by the engine, and what is inherited, is no fact.
			if (!Object.hasOwn(target, key) && (key in target || key === 'toJSON' || key === 'then')) return found;
			const inner = pathOf(path, key);
			note(traced, path, inner);
			return trace(found, inner, traced);
		},
	});
	traced.proxies.set(value, proxy);
	// What is met again is known by itself too: an expression may store what it read.
	traced.proxies.set(proxy, proxy);
	return proxy;
}

function describe(row: number, error: unknown): { row: number; name: string; message: string } {
	try {
		if (!(error instanceof Error))
			return { row, name: 'Thrown', message: typeof error === 'string' ? error.slice(0, 1_000) : typeof error };
		const { name, message } = error;
		return { row, name: String(name).slice(0, 100), message: String(message).slice(0, 1_000) };
	} catch {
		// A proxy, or a getter that throws: no other row is to suffer for it.
		return { row, name: 'Thrown', message: 'an error that cannot be read' };
	}
}

function expressionOf({ awaits, names }: Settings, run: Run) {
	const finish = (value: unknown, { reads, parents }: Trace) => ({ value, reads: [...reads].filter((path) => !parents.has(path)) });
	return {
		one(facts: Facts) {
			const traced: Trace = { reads: new Set(), parents: new Set(), proxies: new WeakMap() };
			const value = run(trace(scopeOf(facts, names), '', traced) as object);
			if (awaits) return (value as Promise<unknown>).then((settled) => finish(settled, traced));
			return finish(value, traced);
		},
		many(rows: readonly Facts[]) {
			const failures: { row: number; name: string; message: string }[] = [];
			const attempt = (facts: Facts, row: number): unknown => {
				try {
					return run(scopeOf(facts, names));
				} catch (error) {
					failures.push(describe(row, error));
					return undefined;
				}
			};
			const values = rows.map(attempt);
			if (!awaits) return { values, failures };
			const settled = values.map((value, row) =>
				(value as Promise<unknown>).then(undefined, (error: unknown) => void failures.push(describe(row, error))),
			);
			return Promise.all(settled).then((all) => ({ values: all, failures: failures.sort((a, b) => a.row - b.row) }));
		},
	};
}

/** The text of a function that makes `(settings, run) => ({ one, many })`. */
export const guestText = `() => { ${guestFunctions.map((part) => part.toString()).join('\n')}\nreturn expressionOf }`;

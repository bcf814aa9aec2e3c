/** The modules a guest may import: by exact name, or by what a host's own functions say. No path, no URL, no disk. */

const moduleTypes = ['js', 'ts', 'commonjs', 'json', 'text', 'bytes'] as const;
export type ModuleType = (typeof moduleTypes)[number];

/** A module's source, with its type where it is not `'js'` (or what the extension of its name says). */
export type ModuleSource = string | Uint8Array | { readonly source: string | Uint8Array; readonly type?: ModuleType };

/** Finds modules by functions of the host. Each may answer at once or with a promise; the run's deadline covers both. */
export interface ModuleLoader {
	/**
	 * The id of what `importer` calls `specifier`; `null` where there is no such module. One id is one module. The importer is the guest's
	 * word, which any code in its realm can give for another's: what may be had does not depend on it.
	 */
	readonly resolve: (specifier: string, importer: string) => string | null | Promise<string | null>;
	readonly load: (id: string) => ModuleSource | Promise<ModuleSource>;
}

/** Sources by exact name, or a loader. */
export type Modules = Readonly<Record<string, ModuleSource>> | ReadonlyMap<string, ModuleSource> | ModuleLoader;

/** A source, read. */
export interface LoadedModule {
	readonly source: string | Uint8Array;
	readonly type: ModuleType;
}

/** Reads the `modules` option: always a loader. `undefined` where there are none and every import fails. */
export function readModules(modules: unknown): ModuleLoader | undefined {
	if (modules === undefined) return undefined;
	if (typeof modules !== 'object' || modules === null)
		throw new TypeError('options.modules must be an object or Map of sources, or { resolve, load }');
	const { resolve, load } = modules as Partial<ModuleLoader>;
	if (typeof resolve === 'function' && typeof load === 'function') return { resolve, load };
	const sources = new Map<string, ModuleSource>();
	for (const [name, source] of modules instanceof Map ? modules : Object.entries(modules)) {
		if (typeof name !== 'string') throw new TypeError('options.modules must have texts as keys');
		readModuleSource(source, `options.modules[${JSON.stringify(name)}]`);
		sources.set(name, source);
	}
	return { resolve: (specifier) => (sources.has(specifier) ? specifier : null), load: (id) => sources.get(id) ?? '' };
}

/** Reads a module's source. Throws a TypeError that names it. */
export function readModuleSource(value: unknown, name: string): LoadedModule {
	if (typeof value === 'string') return { source: value, type: 'js' };
	if (value instanceof Uint8Array) return { source: value, type: 'bytes' };
	const { source, type = 'js' } = (value ?? {}) as { readonly source?: unknown; readonly type?: unknown };
	if (!moduleTypes.includes(type as ModuleType)) throw new TypeError(`${name}.type must be one of ${moduleTypes.join(', ')}`);
	if (typeof source !== 'string' && !(source instanceof Uint8Array))
		throw new TypeError(`${name} must be a string, bytes or { source, type }`);
	if (typeof source !== 'string' && type !== 'bytes') throw new TypeError(`${name}.source must be a string for the type "${String(type)}"`);
	return { source, type: type as ModuleType };
}

/**
 * What the script of a module evaluates to. Runs on: guest; made by `module.ts`, driven by the guest's registry of modules.
 *
 * Only arrays, strings and numbers, so that nothing a guest did to its prototypes shows through.
 *
 * How a registry runs a graph of modules:
 * 1. Evaluate every module's script; that runs no guest code. Resolve `requests`, and load what is new.
 * 2. For each module make its namespace and its bindings, empty so far, and its `meta`; call `body` with `this` undefined (that runs
 *    nothing yet).
 * 3. For each module call the generator's `next()` once: it hoists functions and hands over a getter for each of `exports`.
 *    On an async generator that happens before `next()` returns too; it stands at its `yield` when the promise has settled.
 * 4. Fill bindings and namespaces from `exports`, `indirect` and `stars`; every name in a request's `names` must be found, or linking fails.
 * 5. In the order of evaluation call `next()` again: it runs the module. Where `awaits` is 1, await the result of this second call.
 */
export type ModuleShape = readonly [
	/** The file's name, for `import.meta.url`. */
	url: string,
	/** What it imports, each specifier with its attributes once, in the order of the text. */
	requests: readonly ModuleRequest[],
	/** Names of the exports that `body` hands over getters for. */
	exports: readonly string[],
	/** `export { imported as name } from …`; `imported` is null for the whole namespace. */
	indirect: readonly (readonly [name: string, request: number, imported: string | null])[],
	/** `export * from …` */
	stars: readonly number[],
	/** 1 where the module awaits at its top level, and `body` is an async generator function. */
	awaits: 0 | 1,
	body: ModuleBody,
	/** 1 where it is CommonJS: its `require` gives of a module that is data the data. */
	commonJs?: 1,
];

export type ModuleRequest = readonly [
	specifier: string,
	/** `with { type: 'json' }` */
	attributes: readonly (readonly [key: string, value: string])[],
	/** The names that importing or re-exporting takes from it, each once. */
	names: string[],
];

/** The module's text in a generator function. */
export type ModuleBody = (
	/** Takes the getter of an export. Where `unnamed` is given, it is a function whose own `name` must become `default`. */
	exportName: (name: string, get: () => unknown, unnamed?: object) => void,
	/** What `import(specifier, options)` in this module calls. */
	importModule: (specifier: unknown, options?: unknown) => Promise<unknown>,
	/** What `import.meta` is in this module. */
	meta: object,
	/** The namespace of each request, in order; frozen, since `import * as name` makes no name that can be assigned to. */
	namespaces: readonly object[],
	/** What each request exports. A name imported from it is read as a property of these, each time anew. */
	...bindings: readonly object[]
) => Iterator<void, void> | AsyncIterator<void, void>;

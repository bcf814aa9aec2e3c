/**
 * The modules of a realm: runs what `core/prepare/module.ts` made of a module, as `core/prepare/module-shape.ts` says,
 * and keeps what it exports.
 *
 * Runs on: guest.
 * Trusts: the shape of a prepared module, which the host made. Its body is the guest's, and can reach what it is given (as
 * `arguments`, or by `eval`): nothing that it could not do or know anyway.
 */
import type { ModuleShape } from '../core/prepare/module-shape.ts';
import { preventExtensions } from '../codec/intrinsics.ts';
import { apply, defineProperty, ErrorClass, nextOf, nextOfAsync, PromiseClass, toStringTag } from './intrinsics.ts';

/** What came of a module: `complete` gives its default export, once `promise` has settled if there is one. */
export interface Evaluation {
	readonly promise: Promise<unknown> | undefined;
	readonly complete: () => unknown;
}

export interface Modules {
	readonly evaluate: (shape: ModuleShape) => Evaluation;
	/** `import(specifier)` in a file. */
	readonly importFrom: (importer: string, specifier: unknown, options?: unknown) => Promise<unknown>;
	/** The exports of the latest module that exports `name`. */
	readonly exportsWith: (name: string) => object | undefined;
}

type Getters = Record<string, () => unknown>;

export function createModules(): Modules {
	const latest = { __proto__: null } as unknown as Record<string, object>;

	const importFrom = (importer: string, specifier: unknown): Promise<unknown> =>
		new PromiseClass((_resolve, reject) => reject(importError(specifier, importer)));

	const evaluate = (shape: ModuleShape): Evaluation => {
		const url = shape[0];
		const request = shape[1][0];
		if (request !== undefined) throw importError(request[0], url);
		const { iterator, getters } = link(shape, (specifier) => importFrom(url, specifier));
		const names = shape[2];
		const namespace = makeNamespace(names, getters);
		const complete = (): unknown => {
			for (let i = 0; i < names.length; i++) latest[names[i] as string] = namespace;
			return (namespace as { readonly default?: unknown }).default;
		};
		if (shape[5] === 1) return { promise: nextOfAsync(iterator), complete };
		nextOf(iterator);
		return { promise: undefined, complete };
	};

	return { evaluate, importFrom, exportsWith: (name) => latest[name] };
}

/** Hoists a module's functions and takes the getters of its exports; runs none of its own code. */
function link(shape: ModuleShape, importModule: (specifier: unknown) => Promise<unknown>) {
	const getters = { __proto__: null } as unknown as Getters;
	let linking = true;
	const exportName = (name: string, get: () => unknown, unnamed?: object): void => {
		if (!linking) return;
		getters[name] = get;
		if (unnamed !== undefined) defineProperty(unnamed, 'name', { __proto__: null, value: 'default' } as PropertyDescriptor);
	};
	const meta = { __proto__: null, url: shape[0] };
	const iterator = apply(shape[6], undefined, [exportName, importModule, meta]);
	if (shape[5] === 1) nextOfAsync(iterator as AsyncIterator<void>);
	else nextOf(iterator as Iterator<void>);
	linking = false;
	return { iterator: iterator as Iterator<void> & AsyncIterator<void>, getters };
}

/** What `import * as` gives: each export is read anew, and none can be written. */
function makeNamespace(names: readonly string[], getters: Getters): object {
	const namespace = { __proto__: null };
	for (let i = 0; i < names.length; i++) {
		const name = names[i] as string;
		defineProperty(namespace, name, { __proto__: null, get: getters[name], enumerable: true } as PropertyDescriptor);
	}
	defineProperty(namespace, toStringTag, { __proto__: null, value: 'Module' } as PropertyDescriptor);
	return preventExtensions(namespace);
}

function importError(specifier: unknown, importer: string): Error {
	return new ErrorClass(`Cannot import "${specifier as string}" from "${importer}": there is no such module`);
}

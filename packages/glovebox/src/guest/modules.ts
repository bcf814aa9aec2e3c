/**
 * The modules of a realm: programs that are modules, what they import, and what sessions find in their exports.
 *
 * Runs on: guest.
 * Trusts: prepared modules and the host's answers. A body is the guest's, and can reach what it is given (as `arguments`, or by
 * `eval`): nothing that it could not do or know anyway.
 */
import { createList, type List, StringFunction } from '../codec/intrinsics.ts';
import type { ModuleShape } from '../core/prepare/module-shape.ts';
import { objectKeys, PromiseClass, TypeErrorClass } from './intrinsics.ts';
import { type Attributes, createLoader, type Loader } from './module-load.ts';
import { type ModuleRecord, newRecord } from './module-record.ts';
import { type ImportModule, linkGraph, whenBegun } from './module-link.ts';
import { runGraph } from './module-run.ts';
import type { Outbox } from './outbox.ts';

/** What came of a module: `complete` gives its default export, once `promise` has settled if there is one. */
export interface Evaluation {
	readonly promise: Promise<unknown> | undefined;
	readonly complete: () => unknown;
}

export interface Modules extends Pick<Loader, 'provide' | 'provideData' | 'answer'> {
	/** Runs a program that is a module. */
	readonly evaluate: (shape: ModuleShape) => Evaluation;
	/** `import(specifier, options)` in a file. */
	readonly importFrom: (importer: string, specifier: unknown, options?: unknown) => Promise<unknown>;
	/** By name: the exports of the latest module that has an export of this name. */
	readonly exported: Readonly<Record<string, object | undefined>>;
}

export function createModules({ post, settings }: Outbox): Modules {
	const exported = { __proto__: null } as unknown as Record<string, object>;
	const { request, loadGraph, provide, provideData, answer } = createLoader(post, settings);

	const importFrom = (importer: string, specifier: unknown, options?: unknown, parent?: ModuleRecord): Promise<unknown> =>
		new PromiseClass((resolve, reject) => {
			// Both conversions may run the guest's own code; what they throw rejects the promise.
			const text = StringFunction(specifier);
			request(text, readAttributes(options), importer, parent, (record, error) => {
				if (record === undefined) return reject(error);
				return load(record, (failed, problem) => (failed ? reject(problem) : resolve(record.namespace.object)));
			});
		});

	const importOf =
		(record: ModuleRecord): ImportModule =>
		(specifier, options) =>
			importFrom(record.shape[0], specifier, options, record);

	/** Loads, links and runs a module with all that it imports. */
	const load = (root: ModuleRecord, done: (failed: boolean, error: unknown) => void): void => {
		loadGraph(root, (record, error) => {
			if (record === undefined) return done(true, error);
			try {
				linkGraph(root, importOf);
			} catch (problem) {
				return done(true, problem);
			}
			return whenBegun(() => runGraph(root, done));
		});
	};

	const evaluate = (shape: ModuleShape): Evaluation => {
		const root = newRecord(shape, undefined);
		const { bindings } = root;
		const complete = (): unknown => {
			const names = objectKeys(bindings);
			for (let i = 0; i < names.length; i++) exported[names[i] as string] = bindings;
			return bindings['default'];
		};
		let end: (() => void) | undefined;
		let failure: { readonly error: unknown } | undefined;
		let over = false;
		load(root, (failed, error) => {
			over = true;
			if (failed) failure = { error };
			end?.();
		});
		if (failure !== undefined) throw (failure as { readonly error: unknown }).error;
		if (over) return { promise: undefined, complete };
		const promise = new PromiseClass<void>((resolve, reject) => {
			end = () => (failure === undefined ? resolve() : reject(failure.error));
		});
		return { promise, complete };
	};

	return { evaluate, importFrom, provide, provideData, answer, exported };
}

/** `{ with: { type: 'json' } }` (ECMA-262, 13.3.10.2). */
function readAttributes(options: unknown): Attributes {
	const attributes: List<readonly [key: string, value: string]> = createList();
	if (options === undefined) return attributes;
	if (!isObject(options)) throw new TypeErrorClass('The second argument of import() must be an object');
	const given = (options as { readonly with?: unknown }).with;
	if (given === undefined) return attributes;
	if (!isObject(given)) throw new TypeErrorClass('The "with" of import() must be an object');
	const keys = objectKeys(given);
	for (let i = 0; i < keys.length; i++) {
		const key = keys[i] as string;
		const value = (given as Record<string, unknown>)[key];
		if (typeof value !== 'string') throw new TypeErrorClass(`The attribute "${key}" of import() must be a string`);
		attributes[i] = [key, value];
	}
	return attributes;
}

function isObject(value: unknown): value is object {
	return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

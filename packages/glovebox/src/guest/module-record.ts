/**
 * A module of the realm, and what it exports.
 *
 * Runs on: guest.
 * Trusts: prepared modules, which the host made; `core/prepare/module-shape.ts` says what they are. Their getters are the guest's.
 */
import { createList, type List, listSort, SetClass, SyntaxErrorClass, setAdd, setHas } from '../codec/intrinsics.ts';
import type { ModuleShape } from '../core/prepare/module-shape.ts';
import { importError } from './import-error.ts';
import { create, defineProperty, ErrorClass, nextOf, nextOfAsync } from './intrinsics.ts';
import { type Bindings, createNamespace, type Namespace } from './module-namespace.ts';

export type Getter = () => unknown;

export interface ModuleRecord {
	readonly shape: ModuleShape;
	/** The module of each request, once it is there. */
	readonly imports: List<ModuleRecord>;
	/** Who asked for it first. */
	readonly parent: ModuleRecord | undefined;
	readonly getters: Record<string, Getter>;
	/** Called once it is done or has failed. */
	readonly waiting: List<(failed: boolean, error: unknown) => void>;
	/** `entered`: what it imports is being run. `running`: it awaits, or waits for what it imports. */
	state: 'loaded' | 'linked' | 'entered' | 'running' | 'done' | 'failed';
	/** As the how manyth it was entered, and the least of those that it is in a circle with. */
	place: number;
	reaches: number;
	/** The first of its circle; itself where it is in none. Once it has been entered, and what it imports. */
	first: ModuleRecord | undefined;
	/** Of what it imports, how much it waits for. */
	pending: number;
	/** Which modules wait for it. */
	readonly importers: List<ModuleRecord>;
	/** Its turn among those that could not be run at once; else 0. */
	turn: number;
	error: unknown;
	/** What it exports, also by way of others. */
	readonly bindings: Bindings;
	readonly namespace: Namespace;
	iterator: unknown;
}

export function newRecord(shape: ModuleShape, parent: ModuleRecord | undefined): ModuleRecord {
	const bindings = create(null) as Bindings;
	return {
		__proto__: null,
		shape,
		imports: createList(),
		parent,
		getters: { __proto__: null },
		waiting: createList(),
		state: 'loaded',
		place: 0,
		reaches: 0,
		first: undefined,
		pending: 0,
		importers: createList(),
		turn: 0,
		error: undefined,
		bindings,
		namespace: createNamespace(bindings),
		iterator: undefined,
	} as unknown as ModuleRecord;
}

/** A module whose default export is data. */
export function dataRecord(key: string, value: unknown): ModuleRecord {
	const record = newRecord([key, [], ['default'], [], [], 0, noBody], undefined);
	record.getters['default'] = () => value;
	fillNamespace(record);
	record.state = 'done';
	return record;
}

/** Whether it awaits at its top level. */
export function awaits({ shape }: ModuleRecord): boolean {
	return shape[5] === 1;
}

/** Runs its body as far as the next `yield`, or to its end. One that awaits gives a promise, and throws nothing. */
export function resume({ shape, iterator }: ModuleRecord): unknown {
	return shape[5] === 1 ? nextOfAsync(iterator as never) : nextOf(iterator as never);
}

/** What a module that is CommonJS is given of one that it requires. */
export function requirable({ shape, getters, namespace }: ModuleRecord): object {
	const data = getters['default'];
	return shape[6] === noBody && data !== undefined ? ({ __proto__: null, 'module.exports': data() } as object) : namespace.object;
}

function noBody(): never {
	throw new ErrorClass('A module of data has no body');
}

/** An export: a name in the module that has it; the module's namespace where the name is null. */
interface Binding {
	readonly record: ModuleRecord;
	readonly name: string | null;
}

/** Refuses a module that takes a name which its source does not export. */
export function checkImports(record: ModuleRecord): void {
	const requests = record.shape[1];
	for (let i = 0; i < requests.length; i++) {
		const request = requests[i] as ModuleShape[1][number];
		const names = request[2];
		for (let n = 0; n < names.length; n++) {
			const name = names[n] as string;
			const binding = findExport(record.imports[i] as ModuleRecord, name, createList());
			if (typeof binding === 'object') continue;
			const why = binding === 'none' ? `it has no export "${name}"` : `several modules give it an export "${name}"`;
			throw importError(request[0], importersOf(record), why, SyntaxErrorClass);
		}
	}
}

/** Gives a module its exports, each read anew through its getter. Every module that it takes from has been started. */
export function fillNamespace(record: ModuleRecord): void {
	const names = listSort(exportNames(record, createList()), byCodeUnits);
	const { bindings, namespace } = record;
	const { add, close } = namespace;
	for (let i = 0; i < names.length; i++) {
		const name = names[i] as string;
		const binding = findExport(record, name, createList());
		if (typeof binding !== 'object') continue;
		defineProperty(bindings, name, { __proto__: null, get: getterOf(binding), enumerable: true } as PropertyDescriptor);
		add(name);
	}
	close();
}

export function importersOf(record: ModuleRecord): List<string> {
	const importers = createList<string>();
	for (let at: ModuleRecord | undefined = record; at !== undefined && importers.length < 100; at = at.parent) {
		importers[importers.length] = at.shape[0];
	}
	return importers;
}

function getterOf({ record, name }: Binding): Getter | undefined {
	return name === null ? () => record.namespace.object : record.getters[name];
}

/** Where an export comes from. `seen` holds what is being looked for, since modules may re-export each other in a circle. */
function findExport(record: ModuleRecord, name: string, seen: List<Binding>): Binding | 'none' | 'ambiguous' {
	for (let i = 0; i < seen.length; i++) {
		const earlier = seen[i] as Binding;
		if (earlier.record === record && earlier.name === name) return 'none';
	}
	seen[seen.length] = { record, name };
	const own = record.shape[2];
	for (let i = 0; i < own.length; i++) if (own[i] === name) return { record, name };
	const indirect = record.shape[3];
	for (let i = 0; i < indirect.length; i++) {
		const entry = indirect[i] as ModuleShape[3][number];
		if (entry[0] !== name) continue;
		const source = record.imports[entry[1]] as ModuleRecord;
		return entry[2] === null ? { record: source, name: null } : findExport(source, entry[2], seen);
	}
	return name === 'default' ? 'none' : findInStars(record, name, seen);
}

function findInStars(record: ModuleRecord, name: string, seen: List<Binding>): Binding | 'none' | 'ambiguous' {
	const stars = record.shape[4];
	let found: Binding | 'none' = 'none';
	for (let i = 0; i < stars.length; i++) {
		const binding = findExport(record.imports[stars[i] as number] as ModuleRecord, name, seen);
		if (binding === 'ambiguous') return binding;
		if (binding === 'none') continue;
		if (found !== 'none' && (found.record !== binding.record || found.name !== binding.name)) return 'ambiguous';
		found = binding;
	}
	return found;
}

/** Every name that a module may export, each once. */
function exportNames(root: ModuleRecord, names: List<string>): List<string> {
	const records = new SetClass<ModuleRecord>();
	const known = { __proto__: null } as unknown as Record<string, true>;
	const todo = createList<ModuleRecord>();
	todo[0] = root;
	for (let at = 0; at < todo.length; at++) {
		const record = todo[at] as ModuleRecord;
		if (setHas(records, record)) continue;
		setAdd(records, record);
		const note = (name: string): void => {
			if (known[name] === true || (name === 'default' && record !== root)) return;
			known[name] = true;
			names[names.length] = name;
		};
		for (let i = 0; i < record.shape[2].length; i++) note(record.shape[2][i] as string);
		for (let i = 0; i < record.shape[3].length; i++) note((record.shape[3][i] as ModuleShape[3][number])[0]);
		for (let i = 0; i < record.shape[4].length; i++) todo[todo.length] = record.imports[record.shape[4][i] as number] as ModuleRecord;
	}
	return names;
}

function byCodeUnits(left: string, right: string): number {
	return left < right ? -1 : 1;
}

/**
 * Links and runs a graph of modules that are all there.
 *
 * Runs on: guest.
 * Trusts: prepared modules. What runs in their bodies is the guest's: it throws, never ends, or imports more.
 *
 * Modules run one after another, each after what it imports; one that awaits holds up those behind it. (ECMAScript would start
 * siblings of a module that awaits; nothing but the order of their side effects shows it.)
 */
import { createList, type List, SetClass, setAdd, setHas } from '../codec/intrinsics.ts';
import { apply, define, defineProperty, freeze, nextOf, nextOfAsync, observe } from './intrinsics.ts';
import { checkImports, fillNamespace, type Getter, type ModuleRecord } from './module-record.ts';

/** `import(…)` of a module, as its body calls it. */
export type ImportModule = (specifier: unknown, options?: unknown) => Promise<unknown>;

/** Makes a loaded graph ready to run. Throws for a name that is imported and not exported; then nothing has changed. */
export function linkGraph(root: ModuleRecord, importOf: (record: ModuleRecord) => ImportModule): void {
	const graph = inOrder(root, 'loaded');
	for (let i = 0; i < graph.length; i++) checkImports(graph[i] as ModuleRecord);
	for (let i = 0; i < graph.length; i++) startBody(graph[i] as ModuleRecord, importOf(graph[i] as ModuleRecord));
	for (let i = 0; i < graph.length; i++) {
		const record = graph[i] as ModuleRecord;
		fillNamespace(record);
		record.state = 'linked';
	}
}

/** Runs a linked graph, then calls `done`: at once, or when everything in it that awaits has been awaited. */
export function runGraph(root: ModuleRecord, done: (failed: boolean, error: unknown) => void): void {
	const graph = inOrder(root, 'linked', 'running', 'failed');
	let at = 0;
	const advance = (): void => {
		for (; at < graph.length; at++) {
			const record = graph[at] as ModuleRecord;
			if (record.state === 'linked') runBody(record);
			if (record.state === 'failed') {
				failDependents(graph, at);
				return done(true, record.error);
			}
			if (record.state === 'running') {
				record.waiting[record.waiting.length] = advance;
				return undefined;
			}
		}
		return done(false, undefined);
	};
	advance();
}

/** Calls a module's body as far as its first `yield`: functions are hoisted, getters handed over, none of its own code has run. */
function startBody(record: ModuleRecord, importModule: ImportModule): void {
	const { shape, getters, imports } = record;
	let linking = true;
	const exportName = (name: string, get: Getter, unnamed?: object): void => {
		// The body can reach this later, as `arguments[0]`.
		if (!linking) return;
		getters[name] = get;
		if (unnamed !== undefined) defineProperty(unnamed, 'name', { __proto__: null, value: 'default' } as PropertyDescriptor);
	};
	const namespaces = createList<object>();
	const args: unknown[] = [exportName, importModule, { __proto__: null, url: shape[0] }, namespaces];
	for (let i = 0; i < imports.length; i++) {
		const { bindings, namespace } = imports[i] as ModuleRecord;
		namespaces[i] = namespace.object;
		define(args, i + 4, bindings);
	}
	freeze(namespaces);
	record.iterator = apply(shape[6], undefined, args as never);
	resume(record);
	linking = false;
}

function runBody(record: ModuleRecord): void {
	record.state = 'running';
	let result: unknown;
	try {
		result = resume(record);
	} catch (error) {
		return settle(record, 'failed', error);
	}
	if (record.shape[5] === 0) return settle(record, 'done', undefined);
	observe(
		result as Promise<unknown>,
		() => settle(record, 'done', undefined),
		(error) => settle(record, 'failed', error),
	);
}

function resume({ shape, iterator }: ModuleRecord): unknown {
	return shape[5] === 1 ? nextOfAsync(iterator as never) : nextOf(iterator as never);
}

function settle(record: ModuleRecord, state: 'done' | 'failed', error: unknown): void {
	record.state = state;
	record.error = error;
	const { waiting } = record;
	for (let i = 0; i < waiting.length; i++) {
		const advance = waiting[i] as () => void;
		advance();
	}
	waiting.length = 0;
}

/** A module that imports one that failed has failed too, with the same error. */
function failDependents(graph: List<ModuleRecord>, failed: number): void {
	for (let i = failed + 1; i < graph.length; i++) {
		const record = graph[i] as ModuleRecord;
		const { imports } = record;
		for (let n = 0; record.state === 'linked' && n < imports.length; n++) {
			const source = imports[n] as ModuleRecord;
			if (source.state === 'failed') settle(record, 'failed', source.error);
		}
	}
}

interface Step {
	readonly record: ModuleRecord;
	next: number;
}

/** The modules of a graph that are in one of some states, each after what it imports. Without recursion: a chain may be long. */
function inOrder(root: ModuleRecord, state: ModuleRecord['state'], other = state, third = state): List<ModuleRecord> {
	const order = createList<ModuleRecord>();
	const seen = new SetClass<ModuleRecord>();
	const path = createList<Step>();
	const enter = (record: ModuleRecord): void => {
		if (setHas(seen, record) || (record.state !== state && record.state !== other && record.state !== third)) return;
		setAdd(seen, record);
		path[path.length] = { record, next: 0 };
	};
	enter(root);
	while (path.length > 0) {
		const step = path[path.length - 1] as Step;
		const source = step.record.imports[step.next];
		step.next += 1;
		if (source !== undefined) {
			enter(source);
			continue;
		}
		order[order.length] = step.record;
		path.length -= 1;
	}
	return order;
}

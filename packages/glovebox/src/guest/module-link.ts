/**
 * Links a graph of modules that are all there: each gets what it imports, and none of its own code has run.
 *
 * Runs on: guest.
 * Trusts: prepared modules.
 */
import { createList, type List, SetClass, setAdd, setHas } from '../codec/intrinsics.ts';
import { apply, define, defineProperty, freeze, observe } from './intrinsics.ts';
import { awaits, checkImports, fillNamespace, type Getter, type ModuleRecord, requirable, resume } from './module-record.ts';

/** `import(…)` of a module, as its body calls it. */
export type ImportModule = (specifier: unknown, options?: unknown) => Promise<unknown>;

/** Makes a loaded graph ready to run. Throws for a name that is imported and not exported; then nothing has changed. */
export function linkGraph(root: ModuleRecord, importOf: (record: ModuleRecord) => ImportModule): void {
	const graph = inOrder(root);
	for (let i = 0; i < graph.length; i++) checkImports(graph[i] as ModuleRecord);
	for (let i = 0; i < graph.length; i++) startBody(graph[i] as ModuleRecord, importOf(graph[i] as ModuleRecord));
	for (let i = 0; i < graph.length; i++) {
		const record = graph[i] as ModuleRecord;
		fillNamespace(record);
		record.state = 'linked';
	}
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
		const source = imports[i] as ModuleRecord;
		namespaces[i] = shape[7] === 1 ? requirable(source) : source.namespace.object;
		define(args, i + 4, source.bindings);
	}
	freeze(namespaces);
	record.iterator = apply(shape[6], undefined, args as never);
	const begun = resume(record);
	linking = false;
	if (!awaits(record)) return;
	beginnings.open += 1;
	observe(begun as Promise<unknown>, completeBeginning, completeBeginning);
}

/** Bodies that have been begun and do not stand at their first `yield` yet. An async generator gets there some jobs later. */
const beginnings = { __proto__: null, open: 0, waiting: createList() } as unknown as {
	open: number;
	readonly waiting: List<() => void>;
};

/** Calls `run` when every body that was begun can be run: at once, as far as its first `await`. */
export function whenBegun(run: () => void): void {
	if (beginnings.open === 0) run();
	else beginnings.waiting[beginnings.waiting.length] = run;
}

function completeBeginning(): void {
	beginnings.open -= 1;
	const { open, waiting } = beginnings;
	if (open > 0) return;
	for (let i = 0; i < waiting.length; i++) {
		const run = waiting[i] as () => void;
		run();
	}
	waiting.length = 0;
}

interface Step {
	readonly record: ModuleRecord;
	next: number;
}

/** The modules of a graph that are not linked yet, each after what it imports. Without recursion: a chain may be long. */
function inOrder(root: ModuleRecord): List<ModuleRecord> {
	const order = createList<ModuleRecord>();
	const seen = new SetClass<ModuleRecord>();
	const path = createList<Step>();
	const enter = (record: ModuleRecord): void => {
		if (setHas(seen, record) || record.state !== 'loaded') return;
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

/** Runs prepared programs in `node:vm`, the plainest engine there is, with a registry of modules just large enough. */
import vm from 'node:vm';
import { prepare } from '../../prepare.ts';
import type { Prepared, Program } from '../../program.ts';
import type { ModuleShape } from '../module-shape.ts';

export type Realm = ReturnType<typeof createRealm>;

export function createRealm(): vm.Context {
	return vm.createContext(vm.constants.DONT_CONTEXTIFY);
}

export function programOf(source: string, settings: Partial<Program> = {}): Program {
	return { source, filename: 'guest.js', kind: 'auto', language: 'auto', ...settings };
}

/** Evaluates scripts in order and gives the last one's completion value. `shifts` is whether the engine knows `columnOffset`. */
export function evaluate({ scripts, filename }: Prepared, realm: vm.Context, shifts = true): unknown {
	let value: unknown;
	for (const { code, columnOffset } of scripts) {
		value = new vm.Script(code, { filename, columnOffset: shifts ? columnOffset : 0 }).runInContext(realm);
	}
	return value;
}

/** The value of a program; `sources` are the modules it may import. */
export async function resultOf(program: Program, realm = createRealm(), sources: Readonly<Record<string, string>> = {}): Promise<unknown> {
	const prepared = prepare(program);
	if (prepared.mode === 'module') return (await namespaceOf(program, realm, sources))['default'];
	const value = evaluate(prepared, realm);
	if (prepared.mode === 'awaiting') return (await (value as () => Promise<[unknown]>)())[0];
	return prepared.mode === 'function' ? await (value as () => unknown)() : await value;
}

interface Module {
	readonly shape: ModuleShape;
	readonly namespace: Record<string, unknown>;
	readonly getters: Map<string, () => unknown>;
	readonly requests: Module[];
	readonly steps: Iterator<void, void> | AsyncIterator<void, void>;
	done: Promise<unknown> | undefined;
}

/** The namespace of a module after it ran, as `module-shape.ts` says that a registry does it. */
export async function namespaceOf(
	program: Program,
	realm: vm.Context,
	sources: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
	const modules = new Map<string, Module>();
	const load = (loaded: Program): Module => {
		const known = modules.get(loaded.filename);
		if (known) return known;
		const shape = evaluate(prepare(loaded), realm) as ModuleShape;
		const requests: Module[] = [];
		const namespaces: object[] = shape[1].map(() => ({}));
		const getters = new Map<string, () => unknown>();
		const importModule = async (specifier: unknown) => namespaceOf(sourceOf(String(specifier)), realm, sources);
		const exportName = (name: string, get: () => unknown, unnamed?: object): void => {
			getters.set(name, get);
			if (unnamed) Object.defineProperty(unnamed, 'name', { value: 'default' });
		};
		const steps = Reflect.apply(shape[6], undefined, [exportName, importModule, { url: shape[0] }, namespaces, ...namespaces]);
		const module: Module = { shape, namespace: {}, getters, requests, steps, done: undefined };
		modules.set(loaded.filename, module);
		for (const [index, [specifier]] of shape[1].entries()) {
			const requested = load(sourceOf(specifier));
			requests.push(requested);
			Object.setPrototypeOf(namespaces[index], requested.namespace);
		}
		void steps.next();
		return module;
	};
	const sourceOf = (name: string): Program => {
		if (!Object.hasOwn(sources, name)) throw new Error(`No module "${name}"`);
		return programOf(sources[name] as string, { filename: name, kind: 'module' });
	};
	const module = load(program);
	for (const each of modules.values()) for (const name of namesOf(each, new Set())) define(each, name);
	await run(module);
	return module.namespace;
}

function namesOf({ shape, requests }: Module, seen: Set<Module>): Set<string> {
	const names = new Set([...shape[2], ...shape[3].map(([name]) => name)]);
	for (const index of shape[4]) {
		const from = requests[index] as Module;
		if (seen.has(from)) continue;
		seen.add(from);
		for (const name of namesOf(from, seen)) if (name !== 'default') names.add(name);
	}
	return names;
}

function define(module: Module, name: string): void {
	Object.defineProperty(module.namespace, name, { enumerable: true, configurable: true, get: () => read(module, name) });
}

function read({ shape, requests, getters }: Module, name: string): unknown {
	const getter = getters.get(name);
	if (getter) return getter();
	const indirect = shape[3].find(([exported]) => exported === name);
	const from = requests[
		indirect ? indirect[1] : (shape[4].find((index) => name in (requests[index] as Module).namespace) as number)
	] as Module;
	return indirect?.[2] === null ? from.namespace : from.namespace[indirect?.[2] ?? name];
}

async function run(module: Module): Promise<unknown> {
	if (module.done) return undefined;
	module.done = Promise.resolve();
	for (const request of module.requests) await run(request);
	module.done = Promise.resolve(module.steps.next());
	return module.done;
}

/**
 * Modules of Node for the guests of `nodeVm({ builtins })`.
 *
 * Runs on: host (names and sources), and inside a carrier (the modules themselves).
 * Trusts: nothing. Whoever has such a module has the process that it is in.
 */
import { builtinModules as known } from 'node:module';
import vm from 'node:vm';
import type { Engine } from '../../core/engine.ts';
import type { ModuleSource } from '../../core/modules.ts';

const granted = new WeakMap<Engine, readonly string[]>();
/** In Node only under a flag, which the processes of such guests are started with. */
const flagged: ReadonlyMap<string, readonly string[]> = new Map([['vm', ['Module', 'SourceTextModule', 'SyntheticModule']]]);

/** Remembers what an engine was made with, for the carrier that starts it elsewhere. */
export function keepBuiltins(engine: Engine, builtins: readonly string[]): Engine {
	granted.set(engine, builtins);
	return engine;
}

/** What `nodeVm` was made with; empty for any other engine. */
export function builtinsOf(engine: Engine): readonly string[] {
	return granted.get(engine) ?? [];
}

/** Reads the option: names with or without `node:`. */
export function readBuiltins(names: unknown = []): readonly string[] {
	if (!Array.isArray(names)) throw new TypeError('options.builtins must be a list of names of modules of Node');
	return Object.freeze(names.map((name, at) => readName(name, `options.builtins[${at}]`)));
}

/**
 * Sources that import a guest's builtins by their usual names, to be put among `modules`.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { builtinModules, nodeVm, subprocess } from 'glovebox/engines';
 * const engine = subprocess(nodeVm({ builtins: ['vm'] }));
 * await using sandbox = createSandbox({ engine, boundary: engine.boundary, modules: builtinModules(['vm']) });
 * console.log(await sandbox.evaluate('import { runInNewContext } from "node:vm"; export default runInNewContext("6 * 7")')); // → 42
 * ```
 */
export function builtinModules(names: readonly string[]): Readonly<Record<string, ModuleSource>> {
	return Object.fromEntries(
		readBuiltins(names).flatMap((name) => {
			const source = sourceOf(name);
			return [
				[name, source],
				[`node:${name}`, source],
			];
		}),
	);
}

/** Gives a fresh context its one way to them. */
export function handBuiltins(context: vm.Context, names: readonly string[]): void {
	if (names.length === 0) return;
	const value = (name: unknown) => {
		const bare = String(name).replace(/^node:/, '');
		return names.includes(bare) ? process.getBuiltinModule(bare) : undefined;
	};
	Object.defineProperty(vm.runInContext('globalThis', context), 'getBuiltinModule', { value });
}

function sourceOf(name: string): string {
	const own = Object.keys(process.getBuiltinModule(name) ?? {});
	const names = new Set([...own, ...(flagged.get(name) ?? [])].filter((key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== 'default'));
	const exported = [...names].map((key) => `const { ${key}: ${key}$ } = builtin; export { ${key}$ as ${key} };`).join('\n');
	return `const builtin = getBuiltinModule(${JSON.stringify(name)});\n${exported}\nexport default builtin;\n`;
}

function readName(name: unknown, option: string): string {
	const bare = typeof name === 'string' ? name.replace(/^node:/, '') : '';
	if (known.includes(bare)) return bare;
	throw new TypeError(`${option} must be the name of a module of Node, such as "vm"`);
}

/** Loads a config: files, layers, variables, overrides, schema. Either everything holds, or an error says what does not. */
import type { SchemaResult } from '../core/capability.ts';
import { Config } from './config.ts';
import { configError } from './error.ts';
import { type Layer, LayerReader, textOf } from './layers.ts';
import { checkLock } from './lock.ts';
import { listAbove, type Merged, merge, mergedAt, mergedData, mergedOf } from './merge.ts';
import { type ConfigOptions, readOptions, type Settings } from './options.ts';
import { Parser } from './parse/parser.ts';
import { pathText } from './path.ts';
import { Project } from './project.ts';
import { type Place, type Tree, treeOf, UnfitValue } from './tree.ts';
import { put, type Variable, variableLayer } from './variables.ts';

/**
 * Loads the config of a project: `app.config.{ts,mts,js,mjs,json,jsonc,yaml,yml,toml}`, what it extends, what it says for an environment,
 * `.env` files, variables and overrides, merged and checked.
 *
 * Guarantees: nothing outside of `root` is read, whatever links and paths the project holds; a script is evaluated in the sandbox, without
 * files, network, variables or clock but those that are named; equal inputs, listed in `lock`, give equal results; only data comes out.
 * Does not guarantee more of scripts than the sandbox's boundary does, and does not hide what the sandbox itself grants to its guests.
 *
 * @throws GuestError GLOVEBOX_CONFIG with file, line and code frame for anything wrong in the project; LimitError or EngineError of the
 * sandbox; EngineError GLOVEBOX_MISSING where a format's parser is not installed; TypeError naming an option that is wrong.
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from 'node:fs';
 * import { createSandbox } from 'glovebox';
 * import { loadConfig } from 'glovebox/config';
 * const cwd = mkdtempSync('/tmp/glovebox-example-');
 * writeFileSync(`${cwd}/app.config.ts`, 'const port: number = 80 * 100;\nexport default { server: { port } };\n');
 * await using sandbox = createSandbox();
 * const config = await loadConfig({ name: 'app', cwd, sandbox });
 * console.log(config.value); // → { server: { port: 8000 } }
 * console.log(config.why('server.port')?.origin.line); // → 2
 * ```
 */
export async function loadConfig<T = unknown>(options: ConfigOptions<T>): Promise<Config<T>> {
	const settings = readOptions(options);
	return loadFrom(settings, new Project(settings.root, settings.rootFrom));
}

/** Loads from a project, whose `reads` tell what was looked for even where this throws. */
export async function loadFrom<T>(settings: Settings<T>, project: Project): Promise<Config<T>> {
	using parser = new Parser();
	const variables = new Variables();
	const inputs = {
		environment: settings.environment,
		env: (name: string) => variables.read(name),
		now: settings.now,
		functions: settings.functions,
	};
	const reader = new LayerReader(project, settings as Settings<unknown>, parser, inputs);
	try {
		variables.fill(await reader.variables(), settings.env);
		const merged = mergeLayers(settings, await reader.files(), variables);
		const value = await validate(settings, merged, project);
		const config = new Config({
			settings,
			value,
			merged,
			files: project.reads,
			variables: variables.asked,
			scripts: reader.scripts,
			usage: reader.usage,
		});
		if (settings.lock !== undefined) checkLock(config.lock, readApart(settings.lock, project), settings.lock);
		return config;
	} catch (error) {
		for (const { session } of reader.scripts) session.close();
		throw error;
	}
}

/** What can be read of the environment, and what was. */
class Variables {
	readonly asked = new Map<string, string | undefined>();
	readonly #known = new Map<string, Variable>();

	fill(files: ReadonlyMap<string, Tree>, env: ReadonlyMap<string, string>): void {
		for (const [name, tree] of files) this.#known.set(name, { name, text: textOf(tree), place: tree.place });
		for (const [name, text] of env) this.#known.set(name, { name, text, place: {} });
	}

	read(name: string): string | undefined {
		const text = this.#known.get(name)?.text;
		this.asked.set(name, text);
		return text;
	}

	/** Those that a prefix names, in the order of their names. */
	prefixed(prefix: string): readonly Variable[] {
		const found = [...this.#known.values()].filter(({ name }) => name.startsWith(prefix) && name.length > prefix.length);
		for (const { name } of found) this.read(name);
		return found
			.sort((a, b) => (a.name < b.name ? -1 : 1))
			.map((variable) => ({ ...variable, place: { ...variable.place, variable: variable.name } }));
	}
}

function mergeLayers(settings: Settings<unknown>, files: readonly Layer[], variables: Variables): Merged {
	const strategies = settings.merge;
	let merged = mergedOf(recordOf(settings.defaults, 'options.defaults'), 'defaults');
	for (const { name, tree } of files) merged = merge(merged, mergedOf(tree, name), strategies);
	if (settings.envPrefix !== undefined) {
		const layer = variableLayer(variables.prefixed(settings.envPrefix), settings.envPrefix, merged);
		if (layer.entries.size > 0) merged = merge(merged, mergedOf(layer, 'env'), strategies);
	}
	for (const [keys, said] of settings.overrides) {
		const list = listAbove(merged, keys);
		if (list) throw new TypeError(`options.overrides["${pathText(keys)}"]: "${pathText(list)}" is a list, which is replaced as a whole`);
		const root = new Map<string, Tree>();
		put(root, keys, recordOf(said, `options.overrides["${pathText(keys)}"]`), {});
		merged = merge(merged, mergedOf({ kind: 'record', entries: root, place: {} }, 'override'), strategies);
	}
	return merged;
}

function recordOf(value: unknown, option: string): Tree {
	try {
		return treeOf(value, () => ({}));
	} catch (error) {
		if (!(error instanceof UnfitValue)) throw error;
		throw new TypeError(`${option}${error.path.length > 0 ? ` at "${pathText(error.path)}"` : ''} ${error.message}`);
	}
}

async function validate<T>({ schema }: Settings<T>, merged: Merged, project: Project): Promise<T> {
	const value = mergedData(merged);
	if (!schema) return value as T;
	const result: SchemaResult<T> = await schema['~standard'].validate(value);
	if (!result.issues) return result.value;
	const issues = result.issues.map(({ message, path: at = [] }) => {
		const keys = at.map((key) => String(typeof key === 'object' && key !== null && 'key' in key ? key.key : key));
		return { message, path: pathText(keys), ...placeOf(merged, keys) };
	});
	const [first] = issues;
	const text = first?.file === undefined ? undefined : project.read(first.file);
	const message = issues.map(({ path: name, message: said }) => (name === '' ? said : `"${name}": ${said}`)).join('; ');
	throw configError(message, { file: first?.file, line: first?.line, column: first?.column, text, issues });
}

/** Where a value stands, or the nearest of what holds it. */
function placeOf(merged: Merged, path: readonly string[]): Place {
	for (let length = path.length; length >= 0; length--) {
		const origin = mergedAt(merged, path.slice(0, length))?.origins[0];
		if (origin) return { file: origin.file, line: origin.line, column: origin.column };
	}
	return {};
}

/** A lock file is no input of what it locks. */
function readApart(file: string, project: Project): string {
	const apart = new Project(project.root);
	const name = apart.join('.', file);
	if (name === undefined) throw new TypeError('options.lock must lie in options.root');
	return apart.read(name);
}

/**
 * The cache holds a module from the moment that it is asked for; graphs are linked synchronously, so nobody comes between; and
 * nothing of this realm is within reach of a module: JSON, `require` and every error are made in the guest's context.
 */
import vm from 'node:vm';

export interface LoaderOptions {
	readonly root: string;
	readonly packages?: Readonly<Record<string, string>>;
}
export interface Loader {
	load(path: string): Promise<Record<string, unknown>>;
}
/** What a guest's realm lends the host. */
interface Inside {
	readonly makeError: (message: string) => unknown;
	readonly textOf: (thrown: unknown) => string;
	readonly parse: (text: string) => unknown;
	readonly stringify: (value: unknown) => string;
	readonly load: (path: string) => unknown;
}

/** Finds the path that a specifier means. Closes over nothing: its text runs in the guest, too. */
function resolve(specifier: string, from: string, root: string, packages: Readonly<Record<string, string>>): string {
	if (Object.hasOwn(packages, specifier)) return packages[specifier] ?? '';
	if (!specifier.startsWith('./') && !specifier.startsWith('../') && !specifier.startsWith('/')) throw `Not allowed: "${specifier}"`;
	const parts = specifier.startsWith('/') ? [] : from.split('/').slice(0, -1);
	for (const part of specifier.split('/')) {
		if (part === '..') parts.pop();
		else if (part !== '.') parts.push(part);
	}
	const path = parts.join('/');
	if (!path.startsWith(`${root}/`)) throw `Outside ${root}: "${specifier}"`;
	return path;
}

const bootstrap = `((text) => {
	'use strict';
	const { parse, stringify } = JSON, MakeError = Error, MakeFunction = Function, { hasOwn } = Object;
	const resolve = ${resolve};
	const { files, root, packages } = parse(text);
	const loaded = { __proto__: null };
	const load = (path) => {
		if (loaded[path]) return loaded[path].exports;
		if (!hasOwn(files, path)) throw new MakeError('No file: ' + path);
		if (path.endsWith('.json')) return parse(files[path]);
		if (!path.endsWith('.cjs')) throw new MakeError('Not CommonJS: ' + path);
		const module = loaded[path] = { exports: {} };
		const require = (specifier) => {
			let found;
			try { found = resolve('' + specifier, path, root, packages); } catch (message) { throw new MakeError(message + ' in ' + path); }
			return load(found);
		};
		new MakeFunction('module', 'exports', 'require', files[path])(module, module.exports, require);
		return module.exports;
	};
	const textOf = (thrown) => { try { return '' + (thrown?.message ?? thrown); } catch { return 'unknown'; } };
	return { makeError: (message) => new MakeError(message), textOf, parse, stringify, load };
})`;

/** Size: the cache, the context and what it lends are shared by all phases of loading. */
export function createLoader(files: Readonly<Record<string, string>>, options: LoaderOptions): Loader {
	const { root, packages = {} } = options;
	const modules = new Map<string, vm.Module>();
	const importModuleDynamically = async (
		specifier: string,
		referrer: unknown,
		attributes: { type?: string | undefined },
	): Promise<vm.Module> => {
		const from = (referrer as { identifier?: unknown } | undefined)?.identifier;
		const module = graph(() => find(specifier, typeof from === 'string' ? from : `${root}/`, [], attributes.type));
		// What this rejects with was thrown by a guest, and goes back to one.
		await module.evaluate();
		return module;
	};
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { importModuleDynamically });
	const allowed = Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(`${root}/`)));
	const inside: Inside = new vm.Script(bootstrap, { importModuleDynamically }).runInContext(context)(
		JSON.stringify({ files: allowed, root, packages }),
	);

	/** Adds a module and all that it imports, or nothing. Every error is one of the guest's realm. */
	function graph(start: () => vm.Module): vm.Module {
		const before = new Set(modules.keys());
		try {
			const module = start();
			if (module instanceof vm.SourceTextModule && module.status === 'unlinked') module.instantiate();
			else if (module.status === 'unlinked') (module as vm.SyntheticModule).link(() => module);
			return module;
		} catch (error) {
			for (const path of modules.keys()) if (!before.has(path)) modules.delete(path);
			throw inside.makeError(typeof error === 'string' ? error : inside.textOf(error));
		}
	}
	function find(specifier: string, from: string, chain: readonly string[], type?: string): vm.Module {
		const where = [...chain, ''].join(' → ');
		let path: string;
		try {
			path = resolve(specifier, from, root, packages);
		} catch (message) {
			throw where + message;
		}
		const source = Object.hasOwn(allowed, path) ? allowed[path] : undefined;
		if (source === undefined) throw `${where}${path}: no such file`;
		if (path.endsWith('.json') !== (type === 'json')) throw `${where}${path}: JSON, and nothing else, is imported with { type: "json" }`;
		return modules.get(path) ?? add(path, source, chain);
	}
	/** Remembers the module before it looks for what it imports: that is what ends a cycle. */
	function add(path: string, source: string, chain: readonly string[]): vm.Module {
		const given = { context, identifier: path };
		if (/\.c?js(on)?$/.test(path) && !path.endsWith('.js')) {
			const value = () => (path.endsWith('.json') ? inside.parse(source) : inside.load(path));
			const synthetic: vm.SyntheticModule = new vm.SyntheticModule(['default'], () => synthetic.setExport('default', value()), given);
			modules.set(path, synthetic);
			return synthetic;
		}
		const module = new vm.SourceTextModule(source, { ...given, importModuleDynamically });
		modules.set(path, module);
		const needs = [...chain, path];
		module.linkRequests(module.moduleRequests.map((request) => find(request.specifier, path, needs, request.attributes['type'])));
		return module;
	}
	return {
		async load(path) {
			try {
				const module = graph(() => find(path, `${root}/`, []));
				await module.evaluate();
				return JSON.parse(inside.stringify(module.namespace));
			} catch (error) {
				throw new Error(inside.textOf(error));
			}
		},
	};
}

/**
 * What a package may import while it is bundled: its own files, packages that it declares, and what stands for a Node built-in.
 * esbuild finds the files; this decides which it may find, and reads them.
 *
 * Runs on: host.
 * Trusts: nothing in the packages. Paths are real paths; a file is read only once it is known to belong to a package of the graph.
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, extname, relative } from 'node:path';
import type { Loader, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin } from 'esbuild';
import { cannotBundle } from './mistake.ts';
import { type Package, type Packages, packageNameOf } from './packages.ts';
import { requiresAtOnce } from './required-at-once.ts';

/** What one module is made of. */
export interface ResolverOptions {
	/** What the guest will import. */
	readonly specifier: string;
	readonly main: Package;
	readonly packages: Packages;
	/** Sources of modules that stand for built-ins, by name without `node:`. */
	readonly builtins: ReadonlyMap<string, string>;
	/** Other modules of the bundle: an import of one of these is left as it is, so that there is one instance. */
	readonly siblings: ReadonlyMap<string, Package>;
}

/** A resolver, and what it has seen when the bundle is done. */
export interface Resolver {
	readonly plugin: Plugin;
	/** SHA-256 of each file that was read, by real path. */
	readonly files: ReadonlyMap<string, string>;
	/** What the package would require and does not get: it throws where it is reached. */
	readonly unavailable: ReadonlySet<string>;
	/** Throws where a file of one package lies in another that the first does not declare. */
	readonly checkEdge: (importer: string, imported: string) => void;
}

const loaders: Readonly<Record<string, Loader>> = { '.js': 'js', '.mjs': 'js', '.cjs': 'js', '.json': 'json' };
const builtinNames: ReadonlySet<string> = new Set(builtinModules.map(withoutScheme));
const mostFileBytes = 16 * 2 ** 20;
const mostFiles = 10_000;

// Size: the plugin's callbacks share what they have seen.
export function createResolver(options: ResolverOptions): Resolver {
	const { specifier, main, packages, builtins, siblings } = options;
	const files = new Map<string, string>();
	const unavailable = new Set<string>();
	const refuse = (reason: string) => cannotBundle(specifier, reason);

	const resolve = (args: OnResolveArgs): OnResolveResult | undefined => {
		if (args.kind === 'entry-point') return undefined;
		const importer = packages.ownerOf(args.importer) ?? main;
		const name = withoutScheme(args.path);
		if (builtins.has(name) && (args.path !== name || builtinNames.has(name))) return { path: name, namespace: 'builtin' };
		if (args.path.startsWith('#')) return undefined;
		const replaced = importer.replaces.get(args.path);
		if (replaced === false || replaced?.startsWith('.')) return undefined;
		return resolvePackage(replaced ?? args.path, importer, args);
	};

	const resolvePackage = (path: string, importer: Package, args: OnResolveArgs): OnResolveResult | undefined => {
		const name = packageNameOf(path);
		const isOwn = name === importer.name;
		const found =
			name === undefined || !(isOwn || importer.declares.has(name)) ? undefined : isOwn ? importer : packages.find(name, args.resolveDir);
		if (found === undefined) return missing(path, importer, args);
		const sibling = siblings.get(path);
		const isStatement = args.kind === 'import-statement' || args.kind === 'dynamic-import';
		if (isStatement && path !== specifier && sibling?.folder === found.folder) return { path, external: true };
		return undefined;
	};

	/** A built-in, a package that is not declared, or one that is not installed. */
	const missing = (path: string, importer: Package, args: OnResolveArgs): OnResolveResult => {
		const reason = whyMissing(path, importer);
		const optional = args.kind === 'require-call' && !requiresAtOnce(readFileSync(args.importer, 'utf8'), args.path);
		if (!optional) throw refuse(reason);
		unavailable.add(path);
		return { path, namespace: 'unavailable' };
	};

	const load = (path: string): OnLoadResult => {
		const owner = packages.ownerOf(path);
		if (owner === undefined) throw refuse(`"${path}" lies in no package that it may import`);
		if (isLeftOut(owner, path)) return { contents: '', loader: 'js' };
		const loader = loaders[extname(path)];
		if (loader === undefined) throw refuse(`"${path}" is neither JavaScript nor JSON`);
		const stats = statSync(path);
		if (!stats.isFile() || stats.size > mostFileBytes) throw refuse(`"${path}" is no file of at most ${mostFileBytes} bytes`);
		if (files.size >= mostFiles) throw refuse(`it has more than ${mostFiles} files`);
		const contents = readFileSync(path);
		files.set(path, createHash('sha256').update(contents).digest('hex'));
		return { contents, loader, resolveDir: dirname(path) };
	};

	const plugin: Plugin = {
		name: 'glovebox',
		setup: (build) => {
			// Names of packages and built-ins: relative paths are many, and where they lead is seen when the file is read.
			build.onResolve({ filter: /^[^./]/ }, resolve);
			build.onLoad({ filter: /.*/, namespace: 'file' }, ({ path }) => load(path));
			build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({ contents: builtins.get(path) ?? '', loader: 'js' }));
			build.onLoad({ filter: /.*/, namespace: 'unavailable' }, ({ path }) => ({ contents: throwing(path), loader: 'js' }));
		},
	};

	const checkEdge = (importer: string, imported: string): void => {
		const [from, to] = [packages.ownerOf(importer), packages.ownerOf(imported)];
		if (from === undefined || to === undefined || from.folder === to.folder) return;
		if (!from.declares.has(to.name)) throw refuse(`"${from.name}" imports a file of "${to.name}", which it does not declare`);
	};

	return { plugin, files, unavailable, checkEdge };
}

/** Whether the package's `browser` field says that this file is nothing in a browser. */
function isLeftOut({ folder, replaces }: Package, path: string): boolean {
	if (replaces.size === 0) return false;
	const inside = `./${relative(folder, path)}`;
	return replaces.get(inside) === false || replaces.get(`${inside}.js`) === false;
}

function whyMissing(path: string, importer: Package): string {
	const name = withoutScheme(path);
	if (path !== name || builtinNames.has(name)) {
		return `"${importer.name}" imports "${path}", a built-in of Node; options.builtins can give a module that stands for it`;
	}
	const dependency = packageNameOf(path);
	if (dependency === undefined) return `"${importer.name}" imports "${path}", which is no package`;
	if (!importer.declares.has(dependency)) return `"${importer.name}" imports "${dependency}", which it does not declare`;
	return `"${importer.name}" imports "${dependency}", which is not installed`;
}

/** A module of CommonJS that cannot be had, as Node says it. */
function throwing(path: string): string {
	const message = JSON.stringify(`Cannot find module '${path}'`);
	return `const error = new Error(${message}); error.code = 'MODULE_NOT_FOUND'; throw error;`;
}

export function withoutScheme(name: string): string {
	return name.startsWith('node:') ? name.slice(5) : name;
}

/**
 * npm packages as modules for guests: read from a folder where they are installed, each made one module.
 *
 * Runs on: host, once; what is made runs in guests.
 * Trusts: esbuild. Of the packages nothing is run, and nothing is read outside their own folders.
 */
import { mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BuildFailure } from 'esbuild';
import type * as Esbuild from 'esbuild';
import { EngineError } from '../core/errors.ts';
import { readNames, readObject } from '../core/options.ts';
import { type CachedModule, cacheSlot, sha256 } from './cache.ts';
import { commonJsNames } from './commonjs-names.ts';
import { cannotBundle } from './mistake.ts';
import { type Package, Packages, packageNameOf } from './packages.ts';
import { createResolver, type Resolver, type ResolverOptions, withoutScheme } from './resolver.ts';

export interface BundleOptions {
	/** What guests import, and the exact version that must be installed: `{ 'lodash-es': '4.17.21', 'dayjs/plugin/utc': '1.11.23' }`. */
	readonly packages: Readonly<Record<string, string>>;
	/** The folder from which the packages are found, as Node would from a file there. Default: the current directory. */
	readonly from?: string;
	/**
	 * Sources of modules that stand for Node's built-ins, by name: `{ crypto: 'export const randomUUID = () => random.uuid()' }`. They run in
	 * the guest and can use what was granted to it. Default none: a package that imports a built-in is refused.
	 */
	readonly builtins?: Readonly<Record<string, string>>;
	/** Where bundled modules are kept; `false` for nowhere. Default: `node_modules/.cache/glovebox` in `from`. */
	readonly cache?: string | false;
}

/** One module of a bundle. */
export interface BundledPackage {
	/** What guests import. */
	readonly specifier: string;
	readonly name: string;
	readonly version: string;
	/** Bytes of the module's source, which count against `sourceBytes`. */
	readonly bytes: number;
	/** SHA-256 over the contents of all files it is made of. */
	readonly hash: string;
	readonly files: number;
	/** `name@version` of every package in it, itself included. */
	readonly contents: readonly string[];
	/** Modules that it would require and does not get: it throws where it comes to that. */
	readonly unavailable: readonly string[];
	/** Whether it was bundled before. */
	readonly cached: boolean;
}

export interface GuestBundle {
	/** For the option `modules`, alone or beside others. */
	readonly modules: Readonly<Record<string, string>>;
	readonly packages: readonly BundledPackage[];
	/** Bytes of all sources. */
	readonly bytes: number;
}

/** Names what the cache's entries depend on beside the files: change it when the options of esbuild change. */
const recipe = 'glovebox-bundle-2';

/**
 * Bundles installed npm packages into modules that guests can import: one module for each name, with everything it needs inside.
 *
 * Guarantees: the version that is asked for and no other; every file lies in the package or in one that it declares; no install
 * script, plugin, configuration or native module of a package is used, and none of its code runs on the host.
 * Does not guarantee: that a package needs nothing but ECMAScript. What it asks of Node and does not get is an error here, or listed as
 * `unavailable` where the package can go on without it.
 *
 * A CommonJS package has its `module.exports` as default export, and by name what its text plainly puts there, much as in Node.
 *
 * @throws TypeError naming the package and what is wrong with it; EngineError GLOVEBOX_MISSING without esbuild.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { bundleGuest } from 'glovebox/bundle';
 * const { modules } = await bundleGuest({ packages: { 'lodash-es': '4.17.21' } });
 * await using sandbox = createSandbox({ modules, limits: { wallMs: 10_000 } });
 * console.log(await sandbox.evaluate('import { chunk } from "lodash-es"; export default chunk([1, 2, 3], 2)')); // → [ [ 1, 2 ], [ 3 ] ]
 * ```
 */
export async function bundleGuest(options: BundleOptions): Promise<GuestBundle> {
	const { from, asked, builtins, cache } = readOptions(options);
	const packages = new Packages();
	const siblings = new Map<string, Package>();
	for (const [specifier, version] of asked) siblings.set(specifier, findAsked(specifier, version, from, packages));
	if (cache !== undefined) prepareFolder(cache);
	const made: BundledPackage[] = [];
	const modules: Record<string, string> = {};
	for (const [specifier, main] of siblings) {
		const slot = cacheSlot(cache, [recipe, from, [...asked], specifier, [...builtins]]);
		const before = slot.read();
		const module = before ?? (await bundle({ specifier, main, packages, builtins, siblings }, from, slot.write));
		const { source, ...report } = module;
		modules[specifier] = source;
		const { name, version } = main;
		made.push({ specifier, name, version, bytes: Buffer.byteLength(source), ...report, cached: before !== undefined });
	}
	return { modules, packages: made, bytes: made.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function readOptions(options: BundleOptions) {
	readNames(options, 'bundleGuest', ['packages', 'from', 'builtins', 'cache']);
	const { packages, from = process.cwd(), cache } = options;
	if (typeof packages !== 'object' || packages === null) throw new TypeError('options.packages must be an object of names and versions');
	if (typeof from !== 'string') throw new TypeError('options.from must be the path of a folder');
	if (cache !== undefined && cache !== false && typeof cache !== 'string')
		throw new TypeError('options.cache must be the path of a folder, or false');
	const builtins = Object.entries(readObject(options.builtins, 'options.builtins')).map(([name, source]) => {
		if (typeof source !== 'string') throw new TypeError(`options.builtins[${JSON.stringify(name)}] must be the source of a module`);
		return [withoutScheme(name), source] as const;
	});
	if (!statSync(from, { throwIfNoEntry: false })?.isDirectory()) throw new TypeError(`options.from: there is no folder "${from}"`);
	const folder = realpathSync(from);
	return {
		from: folder,
		asked: new Map(Object.entries(packages)),
		builtins: new Map(builtins),
		cache: cache === false ? undefined : (cache ?? join(folder, 'node_modules', '.cache', 'glovebox')),
	};
}

function findAsked(specifier: string, version: unknown, from: string, packages: Packages): Package {
	const name = packageNameOf(specifier);
	if (name === undefined || specifier.split('/').some((part) => part === '' || part === '.' || part === '..'))
		throw cannotBundle(specifier, 'it is no name of a package');
	if (typeof version !== 'string' || version === '') throw cannotBundle(specifier, 'no version is asked for');
	const found = packages.find(name, from);
	if (found === undefined) throw cannotBundle(specifier, `"${name}" is not installed in "${from}"`);
	if (found.version !== version) throw cannotBundle(specifier, `version ${found.version} is installed, not ${version}`);
	return found;
}

type Keep = (module: CachedModule, paths: Iterable<string>) => void;

async function bundle(options: ResolverOptions, from: string, keep: Keep): Promise<CachedModule> {
	const { specifier, main, packages } = options;
	const resolver = createResolver(options);
	const { outputFiles, metafile } = await buildWithNames(specifier, from, resolver);
	for (const [importer, { imports }] of Object.entries(metafile.inputs)) {
		for (const { path, external } of imports) if (!external) resolver.checkEdge(join(from, importer), join(from, path));
	}
	const source = outputFiles[0]?.text ?? '';
	const contents = new Map([[main.folder, main]]);
	for (const path of resolver.files.keys()) {
		const owner = packages.ownerOf(path);
		if (owner) contents.set(owner.folder, owner);
	}
	const names = [...contents.values()].map(({ name, version }) => `${name}@${version}`);
	const hashes = [...resolver.files.values()].sort();
	const module: CachedModule = {
		source,
		hash: sha256(JSON.stringify([recipe, specifier, hashes, [...options.builtins]])),
		contents: names,
		files: resolver.files.size,
		unavailable: [...resolver.unavailable],
	};
	keep(module, stampedPaths(resolver.files.keys(), packages, from));
	return module;
}

/** Whatever would make another module if it changed: the files, the folders they lie in, and the manifests. */
function stampedPaths(files: Iterable<string>, packages: Packages, from: string): ReadonlySet<string> {
	const paths = new Set<string>();
	for (const file of files) paths.add(file).add(dirname(file));
	for (const folder of packages.folders) paths.add(folder).add(join(folder, 'package.json')).add(dirname(folder));
	return paths.add(from);
}

/** A CommonJS package is built once more, with the names that its text shows. */
async function buildWithNames(specifier: string, from: string, resolver: Resolver) {
	const plain = await build(specifier, from, resolver.plugin, { entryPoints: [specifier] });
	const { inputs, outputs } = plain.metafile;
	const entry = Object.values(outputs)[0]?.entryPoint ?? '';
	if (inputs[entry]?.format !== 'cjs') return plain;
	const names = commonJsNames(entry, {
		read: (path) => (resolver.files.has(join(from, path)) && !path.endsWith('.json') ? readFileSync(join(from, path), 'utf8') : undefined),
		resolve: (importer, wanted) => inputs[importer]?.imports.find(({ original }) => original === wanted)?.path,
	});
	if (names.length === 0) return plain;
	const lines = names.map((name, index) => `const n${index} = all[${JSON.stringify(name)}]; export { n${index} as ${name} };`);
	const contents = `import all from ${JSON.stringify(specifier)}; export default all;\n${lines.join('\n')}`;
	// The extension makes the default import what Node makes of it: all of `module.exports`.
	return build(specifier, from, resolver.plugin, { stdin: { contents, resolveDir: from, sourcefile: 'glovebox-entry.mjs' } });
}

async function build(specifier: string, from: string, plugin: Esbuild.Plugin, entry: Pick<Esbuild.BuildOptions, 'entryPoints' | 'stdin'>) {
	const esbuild = loadEsbuild();
	try {
		return await esbuild.build({
			...entry,
			absWorkingDir: from,
			nodePaths: [],
			// Stated, so that no tsconfig.json is looked for.
			tsconfigRaw: '{}',
			bundle: true,
			write: false,
			outdir: from,
			metafile: true,
			format: 'esm',
			// Guests are nearer to a browser than to Node: web globals, no built-ins.
			platform: 'browser',
			target: 'es2023',
			minify: true,
			legalComments: 'none',
			charset: 'utf8',
			define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
			logLevel: 'silent',
			plugins: [plugin],
		});
	} catch (error) {
		throw readFailure(specifier, error);
	}
}

/** The first error of esbuild; one that the plugin threw is thrown again. */
function readFailure(specifier: string, error: unknown): unknown {
	const [first] = (error as Partial<BuildFailure>).errors ?? [];
	if (first === undefined) return error;
	if (first.detail instanceof TypeError) return first.detail;
	const place = first.location ? ` (${first.location.file}:${first.location.line})` : '';
	return cannotBundle(specifier, `${first.text}${place}`, error);
}

function loadEsbuild(): typeof Esbuild {
	try {
		return createRequire(import.meta.url)('esbuild') as typeof Esbuild;
	} catch (cause) {
		throw new EngineError('GLOVEBOX_MISSING', 'Cannot load esbuild: run "npm install esbuild@0.28.2"', { cause });
	}
}

function prepareFolder(folder: string): void {
	try {
		// Made before anything is stamped: it changes the folder that holds it.
		mkdirSync(folder, { recursive: true });
	} catch {
		// Then nothing is kept.
	}
}

/**
 * A template engine's package as one script for the guest.
 *
 * Runs on: host, once for each engine and process; what is made runs in guests.
 * Trusts: esbuild. Of the package nothing is run here.
 *
 * The packages ask for files, paths and the like at their start, and use none of it as their adapters drive them; the stand-ins throw
 * where they are used after all. `glovebox/bundle` refuses such packages, and answers with a promise, which `renderSync` cannot wait for.
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineError } from '../core/errors.ts';
import { type EngineName, engines } from './engines.ts';

/** What the packages would have of Node. Names join as they are: there are no folders. */
const standIns: Readonly<Record<string, string>> = {
	path: 'const last = (...names) => names.at(-1); module.exports = { sep: "/", dirname: last, basename: last, join: last, resolve: last, normalize: last, extname: (name) => /[^/.](\\.[^/.]*)$/.exec(name)?.[1] ?? "", isAbsolute: () => true }',
	...Object.fromEntries(
		['os', 'url', 'util', 'module', 'resolve', 'chokidar', 'jstransformer'].map((name) => [name, 'module.exports = {}']),
	),
	fs: 'module.exports = { existsSync: () => false }',
	assert: 'module.exports = (held, message) => { if (!held) throw new Error(message) }',
};

const made = new Map<EngineName, string>();

/** The text of an expression that is the package's default export. Throws an EngineError where the package or esbuild is missing. */
export function libraryText(engine: EngineName): string {
	const { install, entry } = engines[engine];
	if (install === undefined) return 'undefined';
	const known = made.get(engine);
	if (known !== undefined) return known;
	const text = bundle(entry, install);
	made.set(engine, text);
	return text;
}

function bundle(entry: string, install: string): string {
	const { buildSync } = loadEsbuild();
	const stubs = Object.entries(standIns).map(([name, source]) => [name, dataUrl(source)] as const);
	try {
		const { outputFiles } = buildSync({
			stdin: { contents: entry, resolveDir: dirname(fileURLToPath(import.meta.url)), loader: 'js' },
			alias: Object.fromEntries(
				stubs.flatMap(([name, url]) => [
					[name, url],
					[`node:${name}`, url],
				]),
			),
			bundle: true,
			write: false,
			format: 'iife',
			globalName: 'library',
			platform: 'browser',
			mainFields: ['browser', 'module', 'main'],
			target: 'es2022',
			minify: true,
			charset: 'utf8',
			legalComments: 'none',
			logLevel: 'silent',
			define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
		});
		return `(() => { const Buffer = { isBuffer: () => false }; ${outputFiles[0]?.text ?? ''}\nreturn library.default })()`;
	} catch (cause) {
		const message = cause instanceof Error ? (cause.message.split('\n')[1] ?? cause.message) : String(cause);
		throw new EngineError('GLOVEBOX_MISSING', `Cannot bundle the template engine: run "npm install ${install}" (${message.trim()})`, {
			cause,
		});
	}
}

function dataUrl(source: string): string {
	return `data:text/javascript,${encodeURIComponent(source)}`;
}

function loadEsbuild(): typeof import('esbuild') {
	try {
		return createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
	} catch (cause) {
		throw new EngineError('GLOVEBOX_MISSING', 'Cannot bundle the template engine: run "npm install esbuild"', { cause });
	}
}

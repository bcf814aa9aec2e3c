/**
 * The files that a carrier runs: `main.ts` and all of ours that it imports, in one module, since a carrier starts four times as fast
 * from one file as from the sources (110 against 410 ms of processor time, `isolate`, Node 26.10). A CommonJS module: Node's loader of
 * ES modules takes another 8 ms to come up.
 *
 * Runs on: host.
 * Trusts: its own package. A published package holds the files; a checkout bundles it with esbuild when its sources have changed.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keptFile } from '../source-cache.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const fromSource = import.meta.url.endsWith('.ts');
const entries = { carrier: 'carrier/main', processMain: 'carrier/process-main', launchThread: 'confine/launch-thread-main' } as const;
type Entry = keyof typeof entries;
const files = new Map<Entry, string>();

/** What a CommonJS module has in place of `import.meta`. */
const importMeta = {
	define: { 'import.meta.url': 'importMetaUrl', 'import.meta.dirname': '__dirname' },
	banner: { js: "'use strict'; const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/** The path of a carrier's program, the same for the life of this process. */
export function carrierProgram(): string {
	return programFile('carrier');
}

/** The path of what loads it in a process. */
export function processMain(): string {
	return programFile('processMain');
}

/** The path of what runs in a launch thread. */
export function launchThreadProgram(): string {
	return programFile('launchThread');
}

function programFile(entry: Entry): string {
	const file = files.get(entry) ?? (fromSource ? bundled(entry) : path.join(here, '..', `${entries[entry]}.cjs`));
	files.set(entry, file);
	return file;
}

/** These are more than their code. The parser is bundled, so that V8's code cache holds it too. */
const packagesWithFiles = ['amaro', 'isolated-vm', 'quickjs-wasi'];

/** Bundles the carrier's side anew. Needs esbuild, so only a checkout can. */
export function buildCarrier(): string {
	return build('carrier');
}

/** As {@link buildCarrier}, for what loads it in a process. */
export function buildProcessMain(): string {
	return build('processMain');
}

/** As {@link buildCarrier}, for the launch thread. */
export function buildLaunchThread(): string {
	return build('launchThread');
}

function build(entry: Entry): string {
	const esbuild = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
	const { outputFiles } = esbuild.buildSync({
		// Names of sources in the text are relative to this folder: the same text wherever it is made.
		absWorkingDir: here,
		entryPoints: [sourceOf(entry)],
		bundle: true,
		write: false,
		format: 'cjs',
		...importMeta,
		platform: 'node',
		target: 'node24',
		external: packagesWithFiles,
		// One byte a character, for the text is read, sent and kept.
		charset: 'ascii',
		legalComments: 'none',
	});
	return outputFiles[0]?.text ?? '';
}

/** Kept under `node_modules`, from where the bundle finds its packages; without such a folder, or a disk to write to, the sources run. */
function bundled(entry: Entry): string {
	const sources = ['core/**/*.ts', 'codec/**/*.ts', 'engines/**/*.ts'];
	return keptFile({ name: entry, extension: 'cjs', sources }, () => build(entry)) ?? sourceOf(entry);
}

function sourceOf(entry: Entry): string {
	return path.join(here, '..', `${entries[entry]}.ts`);
}

/**
 * The file that a carrier runs: `main.ts` and all of ours that it imports, in one module, since a carrier starts four times as fast
 * from one file as from the sources (110 against 410 ms of processor time, `isolate`, Node 26.10).
 *
 * Runs on: host.
 * Trusts: its own package. A published package holds the file; a checkout bundles it with esbuild when its sources have changed.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const sourceFolder = path.join(here, '../..');
const fromSource = import.meta.url.endsWith('.ts');
const memory: { file?: string } = {};

/** Its path, the same for the life of this process. */
export function carrierProgram(): string {
	memory.file ??= fromSource ? bundled() : path.join(here, 'main.js');
	return memory.file;
}

/** Bundles the carrier's side anew; packages stay imports. Needs esbuild, so only a checkout can. */
export function buildCarrier(): string {
	const esbuild = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
	const { outputFiles } = esbuild.buildSync({
		entryPoints: [path.join(here, 'main.ts')],
		bundle: true,
		write: false,
		format: 'esm',
		platform: 'node',
		target: 'node24',
		packages: 'external',
		charset: 'utf8',
		legalComments: 'none',
	});
	return outputFiles[0]?.text ?? '';
}

/** Kept under `node_modules`, from where the bundle finds its packages; without such a folder, or a disk to write to, the sources run. */
function bundled(): string {
	const file = bundleFile();
	if (file === undefined) return path.join(here, 'main.ts');
	if (existsSync(file)) return file;
	const draft = `${file}.${randomUUID()}`;
	try {
		mkdirSync(path.dirname(file), { recursive: true });
		// Whole or not at all, since several processes may build at once.
		writeFileSync(draft, buildCarrier());
		renameSync(draft, file);
	} catch {
		return path.join(here, 'main.ts');
	}
	return file;
}

function bundleFile(): string | undefined {
	const hash = createHash('sha256');
	const sources = globSync(['core/**/*.ts', 'codec/**/*.ts', 'engines/**/*.ts'], { cwd: sourceFolder });
	for (const source of sources.filter((name) => !name.endsWith('.test.ts')).sort()) {
		hash
			.update(`${source}\0`)
			.update(readFileSync(path.join(sourceFolder, source)))
			.update('\0');
	}
	for (let folder = sourceFolder; folder !== path.dirname(folder); folder = path.dirname(folder)) {
		const modules = path.join(folder, 'node_modules');
		if (existsSync(modules)) return path.join(modules, '.cache/glovebox', `carrier-${hash.digest('hex').slice(0, 32)}.js`);
	}
	return undefined;
}

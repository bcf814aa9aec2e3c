/** Fails on an import against an arrow of ARCHITECTURE.md. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import manifest from '../packages/glovebox/package.json' with { type: 'json' };
import { existing, repository, sourceFiles } from './source-files.ts';

const source = 'packages/glovebox/src';

interface Layer {
	/** Other layers it may import. */
	readonly imports: readonly string[];
	/** Layers of which it may import types alone. */
	readonly types?: readonly string[];
	/** Whether it may import the files that package exports open. */
	readonly doors?: boolean;
	/** Whether Node's modules and packages are within its reach, or which packages are. */
	readonly packages: boolean | readonly string[];
}

/** The arrows. A folder that is not named here is a system. */
const layers: Readonly<Record<string, Layer>> = {
	codec: { imports: [], packages: false },
	core: { imports: ['codec'], packages: true },
	engines: { imports: ['core', 'codec'], packages: true },
	// Bundled into the scripts of the web's globals, and so part of the guest's own code.
	guest: { imports: ['codec'], types: ['core'], packages: ['tr46', 'urlpattern-polyfill/urlpattern', 'web-streams-polyfill'] },
	cli: { imports: ['audit'], doors: true, packages: true },
	door: { imports: ['core', 'engines'], packages: true },
};
const system: Layer = { imports: ['core', 'codec'], packages: true };

/** The source files behind the package's exports. */
const doors = new Set(
	Object.values(manifest.exports).map((door) =>
		typeof door === 'object' ? posix.join('packages/glovebox', door['glovebox-source']) : door,
	),
);

interface Import {
	readonly specifier: string;
	readonly typeOnly: boolean;
}

const importForms =
	/^(?:import|export)\s+(type\s)?[^;'"]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

export function importsOf(text: string): Import[] {
	return [...text.matchAll(importForms)].map(([, type, from, bare, dynamic]) => ({
		specifier: from ?? bare ?? dynamic ?? '',
		typeOnly: type !== undefined,
	}));
}

/** What is wrong with the imports of one file, given its path from the repository's root. */
export function layerProblems(path: string, text: string): string[] {
	if (path.endsWith('.test.ts')) return [];
	return importsOf(text).flatMap((found) => problem(path, found) ?? []);
}

function problem(path: string, { specifier, typeOnly }: Import): string | undefined {
	const from = layerOf(path);
	const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined;
	if (from === undefined) {
		if (target?.startsWith(`${source}/`)) return `${path}: imports ${target}; outside ${source} only package exports are open`;
		return undefined;
	}
	const layer = layers[from] ?? system;
	if (target === undefined) {
		const allowed = typeof layer.packages === 'boolean' ? layer.packages : layer.packages.includes(specifier);
		return allowed ? undefined : `${path}: imports "${specifier}"; ${from} imports no package and nothing of Node`;
	}
	const to = layerOf(target);
	if (to === undefined) return `${path}: imports ${target}, outside ${source}`;
	if (layer.doors && doors.has(target)) return undefined;
	if (to === from || layer.imports.includes(to) || (typeOnly && layer.types?.includes(to))) return undefined;
	return `${path}: ${from} imports ${to} (${target}); it may import ${[...layer.imports, 'itself'].join(', ')}`;
}

/** The folder right below the source folder; a file there belongs to the door. */
function layerOf(path: string): string | undefined {
	if (!path.startsWith(`${source}/`)) return undefined;
	const [folder, inside] = path.slice(source.length + 1).split('/');
	return inside === undefined ? 'door' : folder;
}

if (import.meta.main) {
	const paths = sourceFiles(existing(['packages', 'examples', 'bench', 'apps', 'course']), ['.ts', '.tsx']).filter(
		(path) => !path.includes('/test/'),
	);
	const problems = paths.flatMap((path) => layerProblems(path, readFileSync(join(repository, path), 'utf8')));
	for (const line of problems) console.error(line);
	console.log(`${paths.length} files, ${problems.length} imports against an arrow`);
	process.exit(problems.length > 0 ? 1 : 0);
}

/** The repository's own files, without what is installed or built. */
import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

export const repository = dirname(import.meta.dirname);

const skipped = new Set(['node_modules', 'dist', 'coverage']);

/** Paths relative to the repository with forward slashes, sorted, of the files under `folders` that end in one of `endings`. */
export function sourceFiles(folders: readonly string[], endings: readonly string[], root: string = repository): string[] {
	const found: string[] = [];
	for (const folder of folders) walk(join(root, folder), found);
	return found
		.filter((path) => endings.some((ending) => path.endsWith(ending)))
		.map((path) => relative(root, path).split(sep).join('/'))
		.sort();
}

function walk(folder: string, found: string[]): void {
	for (const entry of readdirSync(folder, { withFileTypes: true, encoding: 'utf8' })) {
		if (entry.name.startsWith('.') || skipped.has(entry.name)) continue;
		const path = join(folder, entry.name);
		if (entry.isDirectory()) walk(path, found);
		else if (entry.isFile()) found.push(path);
	}
}

/** Those of `folders` that exist: parts of the repository that have not been started yet are no mistake. */
export function existing(folders: readonly string[], root: string = repository): string[] {
	const names = new Set(readdirSync(root));
	return folders.filter((folder) => names.has(folder));
}

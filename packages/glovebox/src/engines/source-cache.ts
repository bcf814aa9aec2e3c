/**
 * Files made of this package's own sources: kept beside the packages of a checkout, under a name that changes with what they are
 * made of.
 *
 * Runs on: host, in a checkout; a published package holds such files ready.
 */
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const sourceFolder = path.dirname(import.meta.dirname);

/** What a kept file is made of. */
export interface Ingredients {
	/** Of the file; the name has no more than a hash besides. */
	readonly name: string;
	readonly extension: string;
	/** Patterns of source files, from the folder of all sources; tests are left out. */
	readonly sources: readonly string[];
	/** What else decides what is made. */
	readonly texts?: readonly string[];
}

/** The path of a file with what `make` makes, now or at an earlier time; `undefined` without a disk to keep it on. */
export function keptFile(ingredients: Ingredients, make: () => string | Uint8Array): string | undefined {
	const file = fileOf(ingredients);
	if (file === undefined || existsSync(file)) return file;
	const draft = `${file}.${crypto.randomUUID()}`;
	try {
		mkdirSync(path.dirname(file), { recursive: true });
		// Whole or not at all, since several processes may make it at once.
		writeFileSync(draft, make());
		renameSync(draft, file);
		return file;
	} catch {
		return undefined;
	}
}

function fileOf({ name, extension, sources, texts = [] }: Ingredients): string | undefined {
	// Not imported, since carriers load this file and never come here: 9 ms of processor time (Node 26.10).
	const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
	for (const text of texts) hash.update(`${text}\0`);
	const files = globSync([...sources], { cwd: sourceFolder }).filter((file) => !file.endsWith('.test.ts'));
	for (const file of files.sort()) {
		hash
			.update(`${file}\0`)
			.update(readFileSync(path.join(sourceFolder, file)))
			.update('\0');
	}
	for (let folder = sourceFolder; folder !== path.dirname(folder); folder = path.dirname(folder)) {
		const modules = path.join(folder, 'node_modules');
		if (existsSync(modules)) return path.join(modules, '.cache/glovebox', `${name}-${hash.digest('hex').slice(0, 32)}.${extension}`);
	}
	return undefined;
}

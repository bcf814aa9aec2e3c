/**
 * Which files a confined carrier may read: Node, its libraries, and this package with what it depends on.
 *
 * Runs on: host.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from './ruleset.ts';

/** The packages that a carrier loads, each with those that it loads itself. */
const carrierPackages: ReadonlyMap<string, readonly string[]> = new Map([
	// In the carrier's bundle, and imported by the sources.
	['acorn', []],
	['amaro', []],
	['quickjs-wasi', []],
	['isolated-vm', ['node-gyp-build']],
]);
/** Where the dynamic loader looks libraries up, and what Node reads in place of OpenSSL's configuration. */
const systemFiles = ['/etc/ld.so.cache', '/dev/null'];

/** What a carrier that runs these files reads, besides the program of the process itself; and the links that lead there. */
export function carrierFiles(files: readonly string[]): readonly string[] {
	const folders = packageFolders(files);
	return [...new Set([...files.flatMap(programFiles), ...folders, ...folders.map((folder) => realpathSync(folder))])];
}

/** All of it, on Linux. */
export function carrierReads(files: readonly string[]): Readable {
	const all = carrierFiles(files);
	return {
		read: [...systemFiles, ...all.filter((file) => realOf(file) === file)],
		execute: [realpathSync(process.execPath), ...libraries()],
		links: all.filter((file) => realOf(file) !== file),
	};
}

function realOf(file: string): string {
	return existsSync(file) ? realpathSync(file) : file;
}

/** A bundle is one file. Otherwise our modules import each other, and Node reads the package's own description. */
function programFiles(program: string): readonly string[] {
	const ourFolder = path.join(import.meta.dirname, '../..');
	if (!program.startsWith(ourFolder + path.sep)) return [program];
	return [ourFolder, path.join(ourFolder, '..', 'package.json')];
}

/** By the paths under which Node looks for them; with some package managers those are links. */
function packageFolders(files: readonly string[]): readonly string[] {
	return [...carrierPackages].flatMap(([name, needs]) => {
		const folder = findPackage(name, folderOf(files));
		if (folder === undefined) return [];
		const inner = needs.map((need) => findPackage(need, realpathSync(folder)));
		return [folder, ...inner.filter((found) => found !== undefined)];
	});
}

/** Where the last of them is, which is the one that loads packages. */
function folderOf(files: readonly string[]): string {
	return path.dirname(files.at(-1) ?? '');
}

/** Where a carrier that runs these files asks for its packages before it finds them: Node's permission model throws at the question. */
export function askedInVain(files: readonly string[]): readonly string[] {
	return [...carrierPackages.keys()].flatMap((name) => {
		const places = placesOf(name, folderOf(files));
		const found = places.findIndex((place) => existsSync(place));
		return places.slice(0, found === -1 ? undefined : found).map((place) => path.join(place, 'package.json'));
	});
}

function findPackage(name: string, from: string): string | undefined {
	return placesOf(name, from).find((place) => existsSync(place));
}

/** As Node looks for it: in each `node_modules` that there is, upwards. */
function placesOf(name: string, from: string): readonly string[] {
	const places: string[] = [];
	for (let folder = from; ; folder = path.dirname(folder)) {
		const modules = path.join(folder, 'node_modules');
		if (existsSync(modules)) places.push(path.join(modules, name));
		if (folder === path.dirname(folder)) return places;
	}
}

/**
 * The shared libraries of this very process, which runs the same Node. Addons are left out; a library that only an addon
 * brought along is harmless.
 */
function libraries(): readonly string[] {
	const maps = readFileSync('/proc/self/maps', 'latin1').split('\n');
	const paths = maps.map((line) => /^\S+ ..xp \S+ \S+ \S+ +(\/.*)$/.exec(line)?.[1]).filter((file) => file !== undefined);
	return [...new Set(paths)].filter((file) => /\.so[.\d]*$/.test(file));
}

/**
 * Which files a confined carrier may read: Node, its libraries, and this package with what it depends on.
 *
 * Runs on: host.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from './ruleset.ts';

/** What a carrier loads, and from where each is found. */
const carrierPackages = ['acorn', 'amaro', 'quickjs-wasi', 'isolated-vm', 'isolated-vm/node_modules/node-gyp-build', 'node-gyp-build'];
/** Where the dynamic loader looks libraries up, and what Node reads in place of OpenSSL's configuration. */
const systemFiles = ['/etc/ld.so.cache', '/dev/null'];

/** What a carrier that runs this file reads, besides the program of the process itself. */
export function carrierFiles(program: string): readonly string[] {
	const folders = carrierPackages.map((name) => findPackage(name, path.dirname(program))).filter((folder) => folder !== undefined);
	return [...programFiles(program), ...folders];
}

/** All of it, on Linux. */
export function carrierReads(program: string): Readable {
	return { read: [...systemFiles, ...carrierFiles(program)], execute: [realpathSync(process.execPath), ...libraries()] };
}

/** A bundle is one file. Otherwise our modules import each other, and Node reads the package's own description. */
function programFiles(program: string): readonly string[] {
	const ourFolder = path.join(import.meta.dirname, '../..');
	if (!program.startsWith(ourFolder + path.sep)) return [program];
	return [ourFolder, path.join(ourFolder, '..', 'package.json')];
}

/** As Node looks for it: in `node_modules` of each folder upwards. */
function findPackage(name: string, from: string): string | undefined {
	for (let folder = from; ; folder = path.dirname(folder)) {
		const found = path.join(folder, 'node_modules', name);
		if (existsSync(found)) return realpathSync(found);
		if (folder === path.dirname(folder)) return undefined;
	}
}

/**
 * The shared libraries of this very process, which runs the same Node. Addons are left out; a library that only an addon
 * brought along is harmless.
 */
function libraries(): readonly string[] {
	const maps = readFileSync('/proc/self/maps', 'latin1').split('\n');
	const paths = maps.map((line) => /^\S+ r-xp \S+ \S+ \S+ +(\/.*)$/.exec(line)?.[1]).filter((file) => file !== undefined);
	return [...new Set(paths)].filter((file) => /\.so[.\d]*$/.test(file));
}

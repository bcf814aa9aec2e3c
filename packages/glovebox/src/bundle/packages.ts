/**
 * Installed packages: where they lie, and which others each of them declares.
 *
 * Runs on: host.
 * Trusts: nothing in the folder but that its files are files: names and versions are read as data, nothing is run.
 */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { cannotBundle } from './mistake.ts';

/** A package, as its `package.json` says. */
export interface Package {
	readonly name: string;
	readonly version: string;
	/** Real path. */
	readonly folder: string;
	/** Names of the packages it may import. */
	readonly declares: ReadonlySet<string>;
	/** What its `browser` field says of other modules: another name, or nothing. */
	readonly replaces: ReadonlyMap<string, string | false>;
}

const packageName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;
const mostManifestBytes = 2 ** 20;

/** `@scope/name` of `@scope/name/part`; `undefined` where a specifier names no package. */
export function packageNameOf(specifier: string): string | undefined {
	const parts = specifier.split('/');
	const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
	return packageName.test(name) ? name : undefined;
}

/** The packages of one bundle, each read once. */
export class Packages {
	readonly #read = new Map<string, Package | undefined>();

	/** The package of a name that Node would find from a folder: the nearest `node_modules` that has it. */
	find(name: string, from: string): Package | undefined {
		for (let folder = from; ; folder = dirname(folder)) {
			const found = this.#at(join(folder, 'node_modules', name));
			if (found || folder === dirname(folder)) return found;
		}
	}

	/** The package that a file belongs to: the innermost that was found. */
	ownerOf(path: string): Package | undefined {
		let owner: Package | undefined;
		for (const found of this.#read.values()) {
			if (found && isInside(path, found.folder) && found.folder.length > (owner?.folder.length ?? 0)) owner = found;
		}
		return owner;
	}

	/** Real paths of the packages that were found. */
	get folders(): readonly string[] {
		return [...this.#read.values()].flatMap((found) => found?.folder ?? []);
	}

	#at(folder: string): Package | undefined {
		if (!this.#read.has(folder)) this.#read.set(folder, readPackage(folder));
		return this.#read.get(folder);
	}
}

function isInside(path: string, folder: string): boolean {
	return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function readPackage(folder: string): Package | undefined {
	const path = join(folder, 'package.json');
	const stats = statSync(path, { throwIfNoEntry: false });
	if (stats === undefined) return undefined;
	// Anything else, such as a pipe, could keep the host waiting.
	if (!stats.isFile() || stats.size > mostManifestBytes) throw cannotBundle(folder, 'its package.json is no file that can be read');
	const real = realpathSync(folder);
	if (!isInside(realpathSync(path), real)) throw cannotBundle(folder, 'its package.json lies outside it');
	let manifest: Record<string, unknown>;
	try {
		manifest = Object(JSON.parse(readFileSync(path, 'utf8'))) as Record<string, unknown>;
	} catch (cause) {
		throw cannotBundle(folder, 'its package.json is no JSON', cause);
	}
	const fields = ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((field) => Object.keys(Object(manifest[field])));
	const { browser } = manifest;
	const replaces = Object.entries(typeof browser === 'object' && browser !== null ? browser : {});
	return {
		name: String(manifest['name']),
		version: String(manifest['version']),
		folder: real,
		declares: new Set(fields),
		replaces: new Map(replaces.filter(([, to]) => typeof to === 'string' || to === false)),
	};
}

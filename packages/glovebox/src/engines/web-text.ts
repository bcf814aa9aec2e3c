/**
 * The scripts behind the web's globals: each file of `guest/web` that is listed here, with all it imports, as one text whose
 * completion value is a function of the record that `guest/web/realm.ts` describes.
 *
 * Runs on: host and carriers.
 * Trusts: its own package. A published package holds the texts; a checkout bundles them with esbuild when their sources have changed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { keptFile } from './source-cache.ts';

/** The scripts; a test holds the list to the prelude's. */
export const webScripts = [
	'blob',
	'clone',
	'crypto',
	'encoding',
	'events',
	'fetch',
	'idna',
	'pattern',
	'performance',
	'streams',
	'url',
] as const;

const fromSource = import.meta.url.endsWith('.ts');
const memory: { packed?: string | Uint8Array; texts?: Readonly<Record<string, string>> } = {};

/** The text of a script. The name is the prelude's: a guest has no way to choose it. */
export function webText(name: string): string {
	memory.texts ??= JSON.parse(packedWebTexts()) as Record<string, string>;
	const text = Object.hasOwn(memory.texts, name) ? memory.texts[name] : undefined;
	if (text === undefined) throw new TypeError(`There is no script "${name}"`);
	return text;
}

/** All of them as one text, for carriers. */
export function packedWebTexts(): string {
	memory.packed ??= fromSource ? keptTexts() : readFileSync(path.join(import.meta.dirname, '../guest/web.json'), 'utf8');
	if (typeof memory.packed !== 'string') memory.packed = Buffer.from(memory.packed).toString();
	return memory.packed;
}

/** Gives a carrier the texts that its host has, in UTF-8: few guests come to need them as text. */
export function provideWebTexts(packed: Uint8Array): void {
	memory.packed = packed;
	delete memory.texts;
}

function keptTexts(): string {
	// What packages are at is in the lock file.
	const lock = readFileSync(path.join(import.meta.dirname, '../../../../package.json'), 'utf8');
	const file = keptFile(
		{ name: 'web', extension: 'json', sources: ['guest/web/**/*.ts', 'engines/web-text.ts'], texts: [lock] },
		buildWebTexts,
	);
	return file === undefined ? buildWebTexts() : readFileSync(file, 'utf8');
}

/** Bundles all scripts anew. Needs esbuild and the packages, so only a checkout can. */
export function buildWebTexts(): string {
	return JSON.stringify(Object.fromEntries(webScripts.map((name) => [name, buildScript(name)])));
}

function buildScript(name: string): string {
	const esbuild = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
	const { outputFiles } = esbuild.buildSync({
		// Names of sources in the text are relative to this folder: the same text wherever it is made.
		absWorkingDir: import.meta.dirname,
		entryPoints: [path.join(import.meta.dirname, `../guest/web/${name}.ts`)],
		bundle: true,
		write: false,
		format: 'iife',
		globalName: 'web',
		platform: 'neutral',
		mainFields: ['module', 'main'],
		target: 'esnext',
		// One byte a character, in memory too.
		charset: 'ascii',
		legalComments: 'none',
		treeShaking: true,
		// Not identifiers: a guest sees names of classes and functions.
		minifyWhitespace: true,
		minifySyntax: true,
	});
	return `(function(webRealm){'use strict';${outputFiles[0]?.text ?? ''};return web})`;
}

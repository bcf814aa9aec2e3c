/**
 * The script that every engine evaluates first in a fresh realm: `guest/prelude.ts` and all it imports, as one text.
 *
 * Runs on: host and carriers.
 * Trusts: its own package. A published package holds the text; a checkout bundles it with esbuild when its sources have changed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnyNode } from 'acorn';
import { keptFile } from './source-cache.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const sourceFolder = path.dirname(here);
const fromSource = import.meta.url.endsWith('.ts');
const memory: { text?: string } = {};

/** The guest side as a script. Its completion value is `install(post, ask, load, survey)`, described in `guest/README.md`. */
export function guestText(): string {
	memory.text ??= fromSource ? cachedBundle() : readFileSync(path.join(here, '../guest/guest.js'), 'utf8');
	return memory.text;
}

/** Gives a carrier the text that its host has, so that it needs no file of its own. */
export function provideGuestText(text: string): void {
	memory.text = text;
}

/** Bundles the guest side anew. Needs esbuild, so only a checkout can. */
export function buildGuest(): string {
	const esbuild = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
	const { outputFiles } = esbuild.buildSync({
		// Names of sources in the text are relative to this folder: the same text wherever it is made.
		absWorkingDir: sourceFolder,
		entryPoints: [path.join(sourceFolder, 'guest/prelude.ts')],
		bundle: true,
		write: false,
		format: 'esm',
		platform: 'neutral',
		target: 'esnext',
		// One byte a character, in the memory of each isolate, which keeps the text; names stay, since guests see them.
		charset: 'ascii',
		minifyWhitespace: true,
		legalComments: 'none',
		treeShaking: true,
	});
	const bundle = outputFiles[0]?.text ?? '';
	const exported = /export\s*\{\s*(\w+) as install\s*\};\s*$/.exec(bundle);
	if (!exported) throw new TypeError('The bundle of guest/prelude.ts does not end with its export of install');
	// Strict, so that no function of the bridge has a `caller`, and a function, so that none of its names is the guest's, but one.
	return withoutTemplates(`'use strict';let impor$;(() => {\n${bundle.slice(0, exported.index)}return ${exported[1]};\n})();\n`);
}

/**
 * Writes each template literal with holes as a sum. QuickJS-NG 0.17 compiles it to a call of `String.prototype.concat`, looked up
 * when it runs: a guest that replaces it would see and forge all that the bridge says. What the bridge puts into holes is
 * primitive, so the sum is the same text.
 */
export function withoutTemplates(code: string): string {
	const { parse } = createRequire(import.meta.url)('acorn') as typeof import('acorn');
	const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
	const visit = (node: AnyNode): void => {
		if (node.type === 'TemplateLiteral' && node.expressions.length > 0) {
			let start = node.start;
			let text = '(';
			node.expressions.forEach((expression, index) => {
				edits.push({ start, end: expression.start, text: `${text}${asciiLiteral(node.quasis[index]?.value.cooked)}+(` });
				start = expression.end;
				text = ')+';
			});
			edits.push({ start, end: node.end, text: `)+${asciiLiteral(node.quasis.at(-1)?.value.cooked)})` });
		}
		for (const value of Object.values(node).flat()) if (typeof value?.type === 'string') visit(value);
	};
	visit(parse(code, { ecmaVersion: 'latest' }));
	let out = '';
	let at = 0;
	for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
		out += code.slice(at, start) + text;
		at = end;
	}
	return out + code.slice(at);
}

function asciiLiteral(text: string | null | undefined): string {
	return JSON.stringify(text ?? '').replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function cachedBundle(): string {
	const sources = ['guest/**/*.ts', 'codec/**/*.ts', 'core/message.ts', 'engines/guest-text.ts'];
	const file = keptFile({ name: 'guest', extension: 'js', sources }, buildGuest);
	return file === undefined ? buildGuest() : readFileSync(file, 'utf8');
}

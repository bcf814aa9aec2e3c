/**
 * The types of a guest's globals: TypeScript's own for web workers, with those values taken out that a guest does not have.
 *
 * Runs on: host.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What every guest has beside ECMAScript's globals. `fetch` and `crypto` are granted, and come with `declareTypes`. */
export const guestGlobals: ReadonlySet<string> = new Set(
	`AbortController AbortSignal Blob ByteLengthQueuingStrategy CountQueuingStrategy CustomEvent DOMException Event EventTarget File
	FormData Headers ReadableByteStreamController ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest
	ReadableStreamDefaultController ReadableStreamDefaultReader Request Response TextDecoder TextDecoderStream TextEncoder
	TextEncoderStream TransformStream TransformStreamDefaultController URL URLPattern URLSearchParams WritableStream
	WritableStreamDefaultController WritableStreamDefaultWriter atob btoa clearInterval clearTimeout console performance
	queueMicrotask setInterval setTimeout structuredClone`.split(/\s+/),
);

/** The declarations of TypeScript's that are to be given beside {@link guestGlobalsDeclarations}. */
export const guestLibraries: readonly string[] = ['esnext', 'webworker.iterable', 'webworker.asynciterable'];

/** The declarations of those globals. All types of the web stay, as names for what a guest may be handed. */
export function guestGlobalsDeclarations(): string {
	return keepValues(readFileSync(findLibrary(), 'utf8'), guestGlobals);
}

/** Since version 7 TypeScript has its declarations in a package of the platform. */
function findLibrary(): string {
	const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
	const own = join(dirname(compiler), 'lib', 'lib.webworker.d.ts');
	if (existsSync(own)) return own;
	const platform = createRequire(compiler).resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
	return join(dirname(platform), 'lib', 'lib.webworker.d.ts');
}

/** Takes out values that are not named: declarations begin at a line's start, and end at the first line that ends one. */
function keepValues(declarations: string, names: ReadonlySet<string>): string {
	const kept: string[] = [];
	let skips = false;
	for (const line of declarations.split(/\r?\n/)) {
		const [, name] = /^declare (?:var|let|const|function|namespace) ([\w$]+)/.exec(line) ?? [];
		if (name !== undefined && !names.has(name)) skips = true;
		if (!skips) kept.push(line);
		else if (name === undefined ? /^\S/.test(line) : line.endsWith(';')) skips = false;
	}
	return kept.join('\n');
}

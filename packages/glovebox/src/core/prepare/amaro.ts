/**
 * Holds an instance of amaro, the TypeScript stripper, and replaces it when it breaks.
 *
 * Runs on: carriers, and the host for source it trusts not to be a bomb.
 * Trusts: amaro's own code, not what it was fed. A deeply nested source leaves an instance (amaro 1.2.1, WebAssembly)
 * throwing for every later caller, so one that throws anything but a syntax error is never used again.
 */
import { fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import vm from 'node:vm';
import { SourceError } from './source-error.ts';

/** What amaro says of a text it cannot take. Lines count from 1, columns from 0. */
export interface Refusal {
	readonly code: 'InvalidSyntax' | 'UnsupportedSyntax';
	readonly message: string;
	readonly startLine: number;
	readonly startColumn: number;
}

export interface AmaroOutput {
	readonly code: string;
	readonly map?: string;
}

type Transform = (
	source: string,
	options: { readonly mode: 'strip-only' | 'transform'; readonly [option: string]: unknown },
) => AmaroOutput;

const require = createRequire(import.meta.url);
const state: { readonly open: Map<string, number>; transform: Transform | undefined } = {
	open: new Map(),
	transform: undefined,
};

/** Runs amaro. A text it cannot take is returned as a refusal; one that breaks it is thrown as a SourceError. */
export function runAmaro(source: string, mode: 'strip-only' | 'transform'): AmaroOutput | Refusal {
	state.transform ??= instantiate();
	const { transform } = state;
	try {
		return transform(source, { ...options, mode, sourceMap: mode === 'transform' });
	} catch (error) {
		if (isRefusal(error)) return error;
		state.transform = undefined;
		throw new SourceError('Code is nested too deeply', { line: 0, column: 0 });
	}
}

/** Amaro's entry, and what that loads. */
export function amaroFiles(): readonly [entry: string, inner: string] {
	const entry = require.resolve('amaro');
	return [entry, join(dirname(entry), 'internal.js')];
}

/** Opens them, so that a carrier that closes itself off from files can read them afterwards: 4 MB that few guests need. */
export function openAmaro(): void {
	for (const file of amaroFiles()) state.open.set(file, openSync(file, 'r'));
}

/** Types are erased and nothing else: imports stay, also unused ones, and no `export {}` is added. */
const options = { transform: { verbatimModuleSyntax: true, noEmptyExport: true } } as const;

function isRefusal(error: unknown): error is Refusal {
	const { code } = (error ?? {}) as { code?: unknown };
	return code === 'InvalidSyntax' || code === 'UnsupportedSyntax';
}

/** Evaluates amaro's files anew: Node's own module cache would give back the broken instance. */
function instantiate(): Transform {
	try {
		const files = state.open.size > 0 ? [...state.open.keys()] : amaroFiles();
		return (evaluate(files[0] ?? '', files) as { transformSync: Transform }).transformSync;
	} catch {
		// A carrier without files that did not open them before. The cause would name the host's paths.
		throw new SourceError('TypeScript cannot be read here', { line: 1, column: 1 });
	}
}

function evaluate(path: string, files: readonly string[]): unknown {
	if (!files.includes(path)) throw new Error(`Cannot load "${path}": not a file of amaro`);
	const module = { exports: {} };
	const requireHere = (id: string): unknown => (id.startsWith('.') ? evaluate(join(dirname(path), id), files) : require(id));
	const fd = state.open.get(path);
	const run = vm.compileFunction(fd === undefined ? readFileSync(path, 'utf8') : readOpen(fd), ['module', 'exports', 'require'], {
		filename: path,
	});
	run(module, module.exports, requireHere);
	return module.exports;
}

/** From its beginning, wherever it was read to before. */
function readOpen(fd: number): string {
	const bytes = Buffer.alloc(fstatSync(fd).size);
	for (let at = 0; at < bytes.length; ) {
		const length = readSync(fd, bytes, at, bytes.length - at, at);
		if (length === 0) break;
		at += length;
	}
	return bytes.toString();
}

/** A program: guest source made ready. What is done to it, and where, is `prepare.ts`. */
import { LimitError } from './errors.ts';
import { syntaxFailure } from './frames.ts';
import { guestError } from './guest-error.ts';
import type { Limits } from './limits.ts';
import { readNames } from './options.ts';
import type { PositionMap } from './positions.ts';
import { SourceError } from './prepare/source-error.ts';
import { prepareChecked } from './prepare.ts';
import { countSource } from './source-bytes.ts';

const kinds = ['auto', 'script', 'function', 'module'] as const;
export type Kind = (typeof kinds)[number];
const languages = ['auto', 'js', 'ts'] as const;
export type Language = (typeof languages)[number];

/** Guest source with what decides how to read it. Immutable; one program can run in many sandboxes. */
export interface Program {
	readonly source: string;
	readonly filename: string;
	/**
	 * `'root'` is made by sessions only: the source is one identifier, to be opened for `invoke`. `'import'` and `'commonjs'` are modules
	 * that a guest asked for: they are handed to it, and run when it says.
	 */
	readonly kind: Kind | 'root' | 'import' | 'commonjs';
	readonly language: Language;
}

/** A program after parsing: scripts that an engine evaluates in order, as they are. */
export interface Prepared {
	readonly filename: string;
	/** What `finish` of the guest does with the last script's completion value. */
	readonly mode: PreparedMode;
	/** They lie in one text, so one map serves them all, and they have one `columnOffset`, save a script without guest text. */
	readonly scripts: readonly Script[];
	/** From places as V8 gives them with `columnOffset`; engines that cannot use it take `positionsWithPrefix`. */
	readonly positions: PositionMap;
}

/**
 * - `value`: it is the program's value.
 * - `function`: it is a function; its result is the value.
 * - `awaiting`: it is an async function that resolves to `[completionValue]`.
 * - `module`: it is a `ModuleShape` (`prepare/module-shape.ts`); the value is its default export.
 * - `import`: as `module`, for a guest that asked for it.
 * - `root`: it is `[read, write, name]` of one identifier, kept for `invoke`; the value is undefined.
 */
export type PreparedMode = 'value' | 'function' | 'awaiting' | 'module' | 'import' | 'root';

export interface Script {
	readonly code: string;
	/** Added to columns of the first line by engines that can, at most 0: what was put before the guest's text. */
	readonly columnOffset: number;
}

/** How to read a source. */
export interface ProgramOptions {
	/** Named in stacks and errors; its extension (`.ts`, `.mts`, `.cts`, `.js`, `.mjs`, `.cjs`) decides the language. Default `'guest.js'`, which decides nothing. */
	readonly filename?: string | undefined;
	/** Default `'auto'`: a module, a script, a script with top-level `await`, or a function body, whichever it first parses as. */
	readonly kind?: Kind | undefined;
	/** Default `'auto'`: by the extension, else JavaScript if it parses as that, else TypeScript. */
	readonly language?: Language | undefined;
}

/**
 * Parses a guest source and decides its kind and language, once for many runs. Throws a `GuestError`
 * `GLOVEBOX_GUEST_SYNTAX` with line, column and code frame where it does not parse.
 *
 * It parses on the caller's thread, for as long as that takes: use it for source that is trusted not to be a bomb,
 * and `sandbox.compile` for any other.
 *
 * @example
 * ```ts
 * import { compile, createSandbox } from 'glovebox';
 * await using sandbox = createSandbox();
 * const program = compile('input * 2');
 * await sandbox.evaluate(program, { input: 21 }); // 42
 * ```
 */
export function compile(source: string, options?: ProgramOptions): Program {
	if (typeof source !== 'string') throw new TypeError('source must be a string');
	if (options !== undefined) readNames(options, 'compile', ['filename', 'kind', 'language']);
	const program = createProgram(source, readOptions(options, { filename: undefined, kind: 'auto', language: 'auto' }));
	try {
		return withKind(program, resolveKind(program));
	} catch (error) {
		if (!(error instanceof SourceError)) throw error;
		throw guestError(syntaxFailure(error, program), [], program.filename, () => source);
	}
}

/** Parses a program as a whole, to tell its kind and language. Throws a SourceError. */
export function resolveKind(program: Program): readonly [Kind, Language] {
	const { mode, language } = prepareChecked(program);
	return [mode === 'module' || mode === 'function' ? mode : 'script', language];
}

/** The program with its kind and language decided. What decided may be a carrier, so it is checked. */
export function withKind(program: Program, resolved: unknown): Program {
	const [kind, language] = Array.isArray(resolved) ? (resolved as readonly unknown[]) : [];
	if (!kinds.includes(kind as Kind) || !languages.includes(language as Language)) return program;
	return Object.freeze({ ...program, kind: kind as Kind, language: language as Language });
}

/**
 * Reads what `run` was given: a source, or a program whose settings the options override. Parses nothing.
 * Throws a TypeError for a wrong argument, and a `LimitError` for a source over `sourceBytes`.
 */
export function readProgram(source: unknown, options: ProgramOptions | undefined, limits: Pick<Limits, 'sourceBytes'>): Program {
	const given = typeof source === 'string' ? { source, filename: undefined, kind: 'auto', language: 'auto' } : source;
	if (!isProgramLike(given)) throw new TypeError('source must be a string or a program made by compile()');
	checkBytes(given.source, limits.sourceBytes);
	return createProgram(given.source, readOptions(options, given));
}

interface Settings {
	readonly filename: string | undefined;
	readonly kind: Kind;
	readonly language: Language;
}

const defaultFilename = 'guest.js';
const longestFilename = 1_000;

function createProgram(source: string, { filename = defaultFilename, kind, language }: Settings): Program {
	return Object.freeze({ source, filename, kind, language });
}

function isProgramLike(value: unknown): value is Settings & { readonly source: string } {
	if (typeof value !== 'object' || value === null) return false;
	const { source, filename, kind, language } = value as Record<string, unknown>;
	const named = filename === undefined || typeof filename === 'string';
	return typeof source === 'string' && named && kinds.includes(kind as Kind) && languages.includes(language as Language);
}

function readOptions(options: ProgramOptions | undefined, base: Settings): Settings {
	const { filename = base.filename, kind = base.kind, language = base.language } = options ?? {};
	if (filename !== undefined) checkFilename(filename);
	if (!kinds.includes(kind)) throw new TypeError(`options.kind must be one of ${kinds.map((name) => `'${name}'`).join(', ')}`);
	if (!languages.includes(language))
		throw new TypeError(`options.language must be one of ${languages.map((name) => `'${name}'`).join(', ')}`);
	return { filename, kind, language: language === 'auto' && options?.filename !== undefined ? languageOf(options.filename) : language };
}

/** A name ends up in stack text, so it must not be able to look like several lines. */
function checkFilename(filename: unknown): void {
	if (typeof filename !== 'string' || filename === '') throw new TypeError('options.filename must be a string that is not empty');
	if (filename.length > longestFilename) throw new RangeError(`options.filename is longer than ${longestFilename} characters`);
	if (/[\0-\x1f\x7f\u2028\u2029]/.test(filename)) throw new TypeError('options.filename must not hold control characters');
}

function languageOf(filename: string): Language {
	if (/\.[mc]?ts$/.test(filename)) return 'ts';
	return /\.[mc]?js$/.test(filename) ? 'js' : 'auto';
}

function checkBytes(source: string, allowed: number): void {
	const used = countSource(source, allowed);
	if (used > allowed) throw new LimitError('sourceBytes', allowed, used);
}

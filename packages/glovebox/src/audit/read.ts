/** From the text of a file to its tree, with the types taken out of TypeScript, and elements of JSX made calls where esbuild is there. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import type { Options, Program } from 'acorn';
import { identityPositions, type PositionMap, sourceMapPositions } from '../core/positions.ts';
import { checkNesting } from '../core/prepare/nesting.ts';
import { attempt, furthestError, movedError, positionAt, SourceError } from '../core/prepare/source-error.ts';
import { stripTypes } from '../core/prepare/typescript.ts';
import { AuditParser } from './parser.ts';

/** A file that was read. */
export interface Reading {
	readonly program: Program;
	/** The text that the tree's offsets lead into. */
	readonly code: string;
	/** From that text to the file's own. */
	readonly positions: PositionMap;
}

const typed = new Set(['.ts', '.mts', '.cts', '.tsx']);
/** Where elements of JSX stand in practice. */
const mayHaveElements: ReadonlyMap<string, 'jsx' | 'tsx'> = new Map([
	['.js', 'jsx'],
	['.mjs', 'jsx'],
	['.jsx', 'jsx'],
	['.tsx', 'tsx'],
]);

/** Reads a file's text by the ending of its name. Throws a SourceError for a text that does not parse. */
export function readSource(path: string, text: string): Reading {
	checkNesting(text);
	const source = text.replace(/^\ufeff/, ' ').replace(/^#!.*/, (line) => ' '.repeat(line.length));
	const reading = attempt(() => (typed.has(extname(path)) ? readTyped(source) : readPlain(source)));
	if (!(reading instanceof SourceError)) return reading;
	const withoutElements = readElements(source, mayHaveElements.get(extname(path)));
	if (withoutElements === undefined) throw reading;
	return withoutElements;
}

function readPlain(source: string): Reading {
	return { program: parse(source), code: source, positions: identityPositions };
}

function readTyped(source: string): Reading {
	const { code, positions } = stripTypes(source, 'auto');
	const program = attempt(() => parse(code));
	if (program instanceof SourceError) throw movedError(program, positions);
	return { program, code, positions };
}

/**
 * esbuild takes the third power of the depth of functions, and the square of a sum of texts: 3 KB of arrows took it 8 s. A file of a
 * person's takes a few hundredths.
 */
const elementsMs = 5_000;

/** Nothing where esbuild, an optional peer, is absent, and where it cannot read the text either, or not in time. */
function readElements(source: string, loader: 'jsx' | 'tsx' | undefined): Reading | undefined {
	const esbuild = loader === undefined ? undefined : esbuildProgram();
	if (esbuild === undefined) return undefined;
	const args = [`--loader=${loader}`, '--jsx=transform', '--sourcemap=inline', '--target=esnext', '--charset=utf8', '--log-level=silent'];
	// Not through esbuild's own functions, which wait for as long as it takes.
	const { status, stdout } = spawnSync(esbuild, args, {
		input: source,
		encoding: 'utf8',
		timeout: elementsMs,
		killSignal: 'SIGKILL',
		maxBuffer: 2 ** 26,
		cwd: '/',
		env: {},
	});
	if (status !== 0) return undefined;
	const end = stdout.lastIndexOf(mapMark);
	const map = JSON.parse(Buffer.from(stdout.slice(end + mapMark.length), 'base64').toString());
	const code = stdout.slice(0, end);
	const program = attempt(() => parse(code));
	return program instanceof SourceError ? undefined : { program, code, positions: sourceMapPositions(map) };
}

const mapMark = '//# sourceMappingURL=data:application/json;base64,';

/** The program of this system that the package esbuild brings along. */
function esbuildProgram(): string | undefined {
	const file = process.platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild';
	try {
		const esbuild = createRequire(createRequire(import.meta.url).resolve('esbuild'));
		return esbuild.resolve(`@esbuild/${process.platform}-${process.arch}/${file}`);
	} catch {
		return undefined;
	}
}

/** A module, or a script where that is what parses; CommonJS has its `return` at the top level. */
function parse(code: string): Program {
	const asModule = attempt(() => parseAs(code, 'module'));
	if (!(asModule instanceof SourceError)) return asModule;
	const asScript = attempt(() => parseAs(code, 'script'));
	if (!(asScript instanceof SourceError)) return asScript;
	throw furthestError([asModule, asScript]);
}

const lenient: Partial<Options> = { allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true, allowSuperOutsideMethod: true };

function parseAs(code: string, sourceType: 'module' | 'script'): Program {
	// The class has acorn's own `parse`, which its type, written for what is overridden, leaves out.
	const { parse } = AuditParser as unknown as { parse(this: unknown, code: string, options: Options): Program };
	try {
		return parse.call(AuditParser, code, { ecmaVersion: 'latest', ...lenient, sourceType });
	} catch (error) {
		if (error instanceof RangeError) throw new SourceError('Code is nested too deeply', { line: 0, column: 0 });
		if (!(error instanceof SyntaxError)) throw error;
		const { message, pos = 0 } = error as SyntaxError & { pos?: number };
		throw new SourceError(message.replace(/ \(\d+:\d+\)$/, ''), positionAt(code, pos));
	}
}

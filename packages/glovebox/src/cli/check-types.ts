/**
 * Type-checks a guest before it runs, with the TypeScript that is installed: its compiler over a folder that holds the guest alone.
 *
 * Runs on: host; the compiler is a process of its own.
 * Trusts: the compiler. Of the guest nothing is run; what it imports or refers to is not read.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { EngineError } from '../index.ts';
import { guestGlobalsDeclarations, guestLibraries } from './guest-globals.ts';
import type { Guest } from './guest-options.ts';

/** One finding of the compiler. Lines and columns count from 1 in the guest's own text. */
export interface TypeProblem {
	readonly line: number;
	readonly column: number;
	readonly message: string;
}

const compilerMs = 60_000;
const mostOutputBytes = 2 ** 20;
/** `A 'return' statement can only be used within a function body`: a guest may be one. */
const ignored: ReadonlySet<string> = new Set(['TS1108']);
const inputType = 'declare const input: any;';

/**
 * What the compiler finds wrong in a guest, given the declarations of what is granted to it (what `declareTypes` wrote).
 *
 * Of globals it knows ECMAScript's and those of the web that every guest has; `Atomics`, `SharedArrayBuffer` and, on QuickJS, `Intl`
 * and `Temporal` are known to it and not to the guest.
 */
export async function checkTypes(guest: Guest, declarations: string): Promise<readonly TypeProblem[]> {
	const compiler = findCompiler();
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-check-'));
	try {
		const isScript = /^\.[cm]?jsx?$/.test(extname(guest.filename ?? ''));
		const file = isScript ? 'guest.js' : 'guest.ts';
		const granted = `${inputType}\n${declarations}`;
		const names = [...granted.matchAll(/^declare (?:const|function) ([\w$]+)/gm)].map(([, name]) => name);
		writeFileSync(join(folder, 'granted.d.ts'), `${granted}\nexport { ${names.join(', ')} };\n`);
		// Imported, so that a granted name hides one of the same name among TypeScript's globals. The line is taken off again below.
		writeFileSync(join(folder, file), `import { ${names.join(', ')} } from './granted';\n${guest.source}`);
		writeFileSync(join(folder, 'globals.d.ts'), guestGlobalsDeclarations());
		writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration(file, !isScript)));
		return readProblems(await run(compiler, folder), file);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function configuration(file: string, strict: boolean) {
	const compilerOptions = {
		noEmit: true,
		target: 'esnext',
		module: 'esnext',
		moduleResolution: 'bundler',
		moduleDetection: 'force',
		lib: guestLibraries,
		types: [],
		strict,
		allowJs: true,
		checkJs: true,
		skipLibCheck: true,
		// Nothing but the files below is read, whatever the guest imports or refers to.
		noResolve: true,
	};
	return { compilerOptions, files: ['globals.d.ts', 'granted.d.ts', file] };
}

function findCompiler(): string {
	try {
		return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'lib', 'tsc.js');
	} catch (cause) {
		throw new EngineError('GLOVEBOX_MISSING', 'Cannot load typescript: run "npm install typescript@7.0.2"', { cause });
	}
}

/** What the compiler prints. It exits with a number above 0 where it has found something. */
function run(compiler: string, folder: string): Promise<string> {
	const args = [compiler, '-p', folder, '--pretty', 'false'];
	const options = { cwd: folder, timeout: compilerMs, killSignal: 'SIGKILL', maxBuffer: mostOutputBytes, env: {} } as const;
	return new Promise((resolve, reject) => {
		execFile(process.execPath, args, options, (error, stdout) => {
			if (error && (error.killed || typeof error.code !== 'number'))
				reject(new Error('Cannot check the types: the compiler was stopped', { cause: error }));
			else if (error && stdout === '') reject(new Error('Cannot check the types: the compiler failed', { cause: error }));
			else resolve(stdout);
		});
	});
}

const problemLine = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;

function readProblems(output: string, file: string): readonly TypeProblem[] {
	const problems: TypeProblem[] = [];
	for (const text of output.split('\n')) {
		const [, path, line, column, code = '', message = ''] = problemLine.exec(text) ?? [];
		if (ignored.has(code)) continue;
		if (path === file) problems.push({ line: Number(line) - 1, column: Number(column), message: `${message} (${code})` });
		else if (path !== undefined) throw new TypeError(`--types: line ${Math.max(1, Number(line) - 1)}: ${message}`);
		else if (text.startsWith('error TS')) throw new Error(`Cannot check the types: ${text}`);
	}
	return problems;
}

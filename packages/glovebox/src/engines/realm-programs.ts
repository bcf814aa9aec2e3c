/**
 * The programs of one realm: what a stack text of the guest's is mapped by before it leaves the engine.
 *
 * Runs on: host, or inside a carrier.
 */
import { syntaxFailure, translateStack } from '../core/frames.ts';
import type { PositionMap } from '../core/positions.ts';
import { type Prepared, type Program, resolveKind } from '../core/program.ts';
import type { ObservedFiles } from './observe/files.ts';

const longestStack = 64 * 1024;

export class RealmPrograms {
	readonly #files = new Map<string, PositionMap>();
	readonly #prepared = new Map<string, Prepared & { readonly source: string }>();
	#problem: unknown;

	/** Everything that was made ready, by its name. */
	get files(): ObservedFiles {
		return this.#prepared;
	}

	/** Makes a program ready; `undefined` where it does not parse, and `failure` tells why. */
	prepare(program: Program, prepare: (program: Program) => Prepared): Prepared | undefined {
		try {
			const prepared = prepare(program);
			this.#files.set(prepared.filename, prepared.positions);
			this.#prepared.set(prepared.filename, { ...prepared, source: program.source });
			return prepared;
		} catch (error) {
			this.#problem = error;
			return undefined;
		}
	}

	/** The `done` message for a program that parses, else the `fail` message. */
	check(program: Program): string {
		try {
			return JSON.stringify(['done', ['J', resolveKind(program)]]);
		} catch (error) {
			return this.failure(program, error);
		}
	}

	/** The `fail` message for a program that does not parse; `broken` for a module that the guest asked for. */
	failure(program: Program, problem: unknown = this.#problem): string {
		const failure = syntaxFailure(problem, program);
		const isImport = program.kind === 'import' || program.kind === 'commonjs';
		return JSON.stringify(isImport ? ['broken', program.filename, failure] : ['fail', failure]);
	}

	/** The `rejection` message for an error that the engine reports as a copy. */
	rejection(error: unknown): string {
		const isError = error instanceof Error;
		const failure = {
			name: isError ? error.name : 'Thrown',
			message: isError ? error.message : String(error),
			stack: isError ? translateStack((error.stack ?? '').slice(0, longestStack), this.#files) : '',
			value: isError || !isPlain(error) ? null : ['J', error],
		};
		return JSON.stringify(['rejection', failure]);
	}

	/** Maps the stack of a `fail` or `rejection` message; any other message is as it was. */
	translate(text: string): string {
		if (!text.startsWith('["fail"') && !text.startsWith('["rejection"')) return text;
		const message = JSON.parse(text) as [string, { stack?: unknown; [name: string]: unknown }];
		const [type, failure] = message;
		if (typeof failure?.stack !== 'string') return text;
		return JSON.stringify([type, { ...failure, stack: translateStack(failure.stack.slice(0, longestStack), this.#files) }]);
	}
}

function isPlain(value: unknown): value is string | boolean | null {
	return typeof value === 'string' || typeof value === 'boolean' || value === null;
}

/** V8 takes a file's name from a comment in its text; the last one counts. */
export function withOwnName(code: string, filename: string): string {
	return code.includes('sourceURL') ? `${code}\n//# sourceURL=${filename}` : code;
}

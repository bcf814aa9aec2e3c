/** Lets what the text throws through. */
import { types } from 'node:util';
import vm from 'node:vm';

/** Text of a user, and where in the user's file it stands. */
export interface Source {
	readonly text: string;
	readonly filename: string;
	/** Lines of the file that come before the text; 0 if absent. */
	readonly lineOffset?: number;
}

/** What became of a run, told to the person who wrote the text. */
export interface Report {
	readonly kind: 'ok' | 'syntax' | 'error' | 'value' | 'timeout';
	readonly message: string;
	readonly line?: number;
	readonly column?: number;
	readonly excerpt?: string;
	readonly frames: readonly string[];
	readonly causes: readonly string[];
}

const nothing = { frames: [], causes: [] };

/** Runs a text and reports. */
export function report(source: Source): Report {
	const { filename, lineOffset = 0 } = source;
	let script: vm.Script;
	try {
		script = new vm.Script(source.text, { filename, lineOffset });
	} catch (error) {
		// Made by the compiler: no code of the guest has run. Its stack opens with "file:line", the line, and a caret.
		const [place = '', , caret = ''] = String((error as Error).stack).split('\n');
		const position = locate(source, Number(place.slice(filename.length + 1)), caret.indexOf('^') + 1);
		return { ...nothing, ...position, kind: 'syntax', message: messageOf(error) };
	}
	const context = vm.createContext();
	script.runInContext(context, { timeout: 100 });
	return { ...nothing, kind: 'ok', message: '' };
}

function locate({ text, lineOffset = 0 }: Source, line: number, column: number) {
	if (column === 0) return { line };
	return { line, column, excerpt: cut(`${text.split('\n')[line - lineOffset - 1] ?? ''}\n${' '.repeat(column - 1)}^`) };
}

function messageOf(thrown: unknown): string {
	if (types.isNativeError(thrown)) return cut(`${text(read(thrown, 'name')) || 'Error'}: ${text(read(thrown, 'message'))}`);
	const isObject = typeof thrown === 'function' || (typeof thrown === 'object' && thrown !== null);
	return cut(`Thrown: ${isObject ? 'an object' : String(thrown)}`);
}

/** A property of a value or of its prototypes, read without running code of the guest: a getter and a proxy read as undefined. */
function read(value: unknown, key: string): unknown {
	for (let at = value; at !== null && at !== undefined && !types.isProxy(at); at = Object.getPrototypeOf(at)) {
		const property = Object.getOwnPropertyDescriptor(at, key);
		if (property) return property.value;
	}
	return undefined;
}

/** A text as it is; anything else would become one by code of the guest. */
function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function cut(text: string): string {
	return text.length > 1000 ? `${text.slice(0, 999)}…` : text;
}

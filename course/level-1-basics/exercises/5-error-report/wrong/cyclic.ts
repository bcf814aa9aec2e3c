/** Follows the causes to their end. */
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

// Reading a stack calls Error.prepareStackTrace of the error's realm, so both are nailed down. The getter is the realm's own.
const prepare = new vm.Script(`
	Object.defineProperty(Error, 'prepareStackTrace', { value: undefined });
	Object.defineProperty(globalThis, 'Error', { value: Error, writable: false, configurable: false });
	Object.getOwnPropertyDescriptor(new Error(), 'stack').get;
`);
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
	const stackOf: (this: unknown) => unknown = prepare.runInContext(context);
	try {
		// Without displayErrors: false Node reads the stack by itself, and with it a getter of the guest.
		script.runInContext(context, { timeout: 100, displayErrors: false });
		return { ...nothing, kind: 'ok', message: '' };
	} catch (thrown) {
		return reportThrown(source, thrown, stackOf);
	}
}

function reportThrown(source: Source, thrown: unknown, stackOf: (this: unknown) => unknown): Report {
	if (!types.isNativeError(thrown)) return { ...nothing, kind: 'value', message: messageOf(thrown) };
	if (read(thrown, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { ...nothing, kind: 'timeout', message: 'Stopped after 100 ms' };
	const frames = framesOf(source.filename, thrown, stackOf);
	const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frames[0] ?? '') ?? [];
	const position = line === undefined ? {} : locate(source, Number(line), Number(column));
	return { kind: 'error', message: messageOf(thrown), ...position, frames, causes: causesOf(thrown) };
}

/** The stack frames of one file. */
function framesOf(filename: string, thrown: Error, stackOf: (this: unknown) => unknown): string[] {
	const message = read(thrown, 'message');
	// The first line of a stack is made when it is read, of name and message: getters of the guest would run.
	if (typeof message !== 'string' || typeof read(thrown, 'name') !== 'string') return [];
	const stack = text(stackOf.call(thrown));
	// The message may hold lines that look like frames, so it is cut off first.
	const lines = stack.slice(stack.indexOf(message) + message.length).split('\n');
	const inFile = (frame: string) => {
		const at = frame.lastIndexOf(`${filename}:`);
		return ' ('.includes(frame[at - 1] ?? '?') && /^\d+:\d+\)?$/.test(frame.slice(at + filename.length + 1));
	};
	const frames = lines.map((line) => line.trim()).filter(inFile);
	return frames.map(cut);
}

function causesOf(thrown: Error): string[] {
	const seen: unknown[] = [];
	for (let cause = read(thrown, 'cause'); cause !== undefined; cause = read(cause, 'cause')) {
		seen.push(messageOf(cause));
	}
	return seen.map(String);
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

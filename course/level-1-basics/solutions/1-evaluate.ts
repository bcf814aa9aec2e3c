import { types } from 'node:util';
import vm from 'node:vm';

export type Result =
	| { readonly kind: 'value'; readonly value: unknown }
	| { readonly kind: 'error'; readonly name: string; readonly message: string; readonly line?: number }
	| { readonly kind: 'timeout' };

/** Evaluates code with variables and says what it came to. Never throws. */
export function evaluate(code: string, vars: Readonly<Record<string, unknown>> = {}): Result {
	const context = vm.createContext({});
	// Parsed inside, so that the copy is made of the context's own objects.
	const copy = vm.runInContext('JSON.parse', context)(JSON.stringify(vars)) as Record<string, unknown>;
	for (const name of Object.keys(vars)) context[name] = copy[name];
	let script: vm.Script;
	try {
		script = new vm.Script(code, { filename: 'guest.js' });
	} catch (error) {
		const { name, message, stack } = error as SyntaxError;
		return { kind: 'error', name, message, line: Number(/^guest\.js:(\d+)/.exec(stack ?? '')?.[1]) };
	}
	try {
		return { kind: 'value', value: script.runInContext(context, { timeout: 100 }) };
	} catch (thrown) {
		return describe(thrown);
	}
}

function describe(thrown: unknown): Result {
	if (!Error.isError(thrown)) return { kind: 'error', name: 'Thrown', message: Object(thrown) === thrown ? 'an object' : String(thrown) };
	if (read(thrown, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { kind: 'timeout' };
	return { kind: 'error', name: String(read(thrown, 'name')), message: String(read(thrown, 'message')) };
}

/** Reads a property as data, along the prototypes; runs no getter and no proxy's trap. */
function read(object: object, key: string): unknown {
	for (let at: object | null = object; at !== null && !types.isProxy(at); at = Object.getPrototypeOf(at)) {
		const found = Object.getOwnPropertyDescriptor(at, key);
		if (found) return typeof found.value === 'string' ? found.value : undefined;
	}
	return undefined;
}

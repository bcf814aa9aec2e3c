/** Tells a timeout by the text of its error. */
import vm from 'node:vm';
import type { Result } from '../start.ts';

export function evaluate(code: string, vars: Record<string, unknown> = {}): Result {
	const context = vm.createContext({ ...structuredClone(vars) });
	let script: vm.Script;
	try {
		script = new vm.Script(code, { filename: 'guest.js' });
	} catch (error) {
		return syntaxError(error as SyntaxError);
	}
	try {
		return { kind: 'value', value: script.runInContext(context, { timeout: 100 }) };
	} catch (thrown) {
		return describe(thrown);
	}
}

function syntaxError({ name, message, stack = '' }: SyntaxError): Result {
	return { kind: 'error', name, message, line: Number(/:(\d+)/.exec(stack)?.[1]) };
}

function describe(thrown: unknown): Result {
	if (!Error.isError(thrown)) return { kind: 'error', name: 'Thrown', message: Object(thrown) === thrown ? 'an object' : String(thrown) };
	if (thrown.message.includes('timed out')) return { kind: 'timeout' };
	return { kind: 'error', name: thrown.name, message: thrown.message };
}

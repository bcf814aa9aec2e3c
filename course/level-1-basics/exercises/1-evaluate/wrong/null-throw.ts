/** Reads properties of whatever was thrown. */
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
		const { code, name, message } = thrown as NodeJS.ErrnoException;
		if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { kind: 'timeout' };
		return { kind: 'error', name, message };
	}
}

function syntaxError({ name, message, stack = '' }: SyntaxError): Result {
	return { kind: 'error', name, message, line: Number(/:(\d+)/.exec(stack)?.[1]) };
}

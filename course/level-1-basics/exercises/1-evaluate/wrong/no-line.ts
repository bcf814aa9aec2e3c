/** Compiles and runs in one step, and forgets where it failed to compile. */
import vm from 'node:vm';
import type { Result } from '../start.ts';

export function evaluate(code: string, vars: Record<string, unknown> = {}): Result {
	const context = vm.createContext({ ...structuredClone(vars) });
	try {
		return { kind: 'value', value: vm.runInContext(code, context, { timeout: 100 }) };
	} catch (thrown) {
		const { name, message } = thrown as Error;
		return { kind: 'error', name, message };
	}
}

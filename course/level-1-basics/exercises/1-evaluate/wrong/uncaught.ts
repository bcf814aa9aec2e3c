/** Lets errors through. */
import vm from 'node:vm';
import type { Result } from '../start.ts';

export function evaluate(code: string, vars: Record<string, unknown> = {}): Result {
	const context = vm.createContext({ ...structuredClone(vars) });
	return { kind: 'value', value: vm.runInContext(code, context, { timeout: 100 }) };
}

/** Runs the code in the realm of whoever calls. */
import vm from 'node:vm';
import type { Result } from '../start.ts';

export function evaluate(code: string, vars: Record<string, unknown> = {}): Result {
	Object.assign(globalThis, vars);
	return { kind: 'value', value: vm.runInThisContext(`{${code}}`) };
}

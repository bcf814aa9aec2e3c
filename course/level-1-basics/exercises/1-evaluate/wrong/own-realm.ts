/** Runs the code in the realm of whoever calls. */
import type { Result } from '../start.ts';

export function evaluate(code: string, vars: Record<string, unknown> = {}): Result {
	const run = new Function(...Object.keys(vars), `return eval(${JSON.stringify(code)})`);
	return { kind: 'value', value: run(...Object.values(vars)) };
}

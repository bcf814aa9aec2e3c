/**
 * `glovebox/expressions/compat`: for code that calls the package `safe-eval`, or a `safeEval()` of its own around `node:vm`.
 *
 * Runs on: host.
 * Trusts: nothing of the code. It runs in the sandbox, which the caller chose.
 */
import { type Capabilities, hostFunction, type PlainFunction } from '../core/capability.ts';
import { GuestError, LimitError } from '../core/errors.ts';
import type { LimitOptions } from '../core/limits.ts';
import { readNames, readObject } from '../core/options.ts';
import type { Outcome } from '../core/outcome.ts';
import type { RunOptions } from '../core/request.ts';
import type { Sandbox } from '../core/sandbox.ts';
import { unwrap } from '../core/turns.ts';
import { longestExpression, parseExpression } from './parse-expression.ts';

/** What code is given: data by name, and functions, which run on the host and answer at once. */
export type EvalContext = Readonly<Record<string, unknown>>;

/** How code went, without a throw. */
export type EvalResult = { readonly success: true; readonly result: unknown } | { readonly success: false; readonly error: string };

/** Two shapes, each in the caller's stack (on engines that promise `sync`) and with a promise (on all). */
export interface SafeEval {
	/** As `safe-eval` has it: the value, or a throw. */
	value(code: string, context?: EvalContext): unknown;
	valueAsync(code: string, context?: EvalContext): Promise<unknown>;
	/** As `{ success, result }` or `{ success, error }`. */
	result(code: string, context?: EvalContext): EvalResult;
	resultAsync(code: string, context?: EvalContext): Promise<EvalResult>;
}

/**
 * Makes what replaces a `safeEval`. Each call has a realm of its own. Code may be statements; its value is that of the last one, and
 * an object literal is a record.
 *
 * Does not stand in for `safe-eval` where that hands out live objects: what is given and what comes back are copies.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { isolate } from 'glovebox/engines';
 * import { createSafeEval } from 'glovebox/expressions/compat';
 * await using sandbox = createSandbox({ engine: isolate(), limits: { wallMs: 100 } });
 * const safeEval = createSafeEval({ sandbox }).result;
 * console.log(safeEval('x + y', { x: 10, y: 20 })); // → { success: true, result: 30 }
 * console.log(safeEval('while (true) {}')); // → { success: false, error: 'Script execution timed out after 100ms' }
 * ```
 */
export function createSafeEval(options: { readonly sandbox: Sandbox; readonly limits?: LimitOptions }): SafeEval {
	readNames(options, 'createSafeEval', ['sandbox', 'limits']);
	const { sandbox, limits } = options;
	const runSync = (code: string, context?: EvalContext) => sandbox.runSync(sourceOf(code), runOptions(context, limits));
	const run = (code: string, context?: EvalContext) => sandbox.run(sourceOf(code), runOptions(context, limits));
	return {
		value: (code, context) => unwrap(runSync(code, context)),
		valueAsync: async (code, context) => unwrap(await run(code, context)),
		result: (code, context) => resultOf(runSync(code, context)),
		resultAsync: async (code, context) => resultOf(await run(code, context)),
	};
}

/** `{ a: 1 }` is a block to a script; whoever writes it here means a record. */
function sourceOf(code: unknown): string {
	if (typeof code !== 'string') throw new TypeError('code must be a string');
	if (!/^\s*\{/.test(code) || code.length > longestExpression) return code;
	try {
		parseExpression(code, 'guest.js', new Map());
		return `(${code}\n)`;
	} catch (error) {
		if (error instanceof GuestError) return code;
		throw error;
	}
}

function runOptions(context: unknown, limits: LimitOptions | undefined): RunOptions {
	const entries = Object.entries(readObject(context, 'context'));
	const capabilities: Capabilities = Object.fromEntries(
		entries.flatMap(([name, value]) => (typeof value === 'function' ? [[name, atOnce(value as PlainFunction)]] : [])),
	);
	const globals = Object.fromEntries(entries.filter(([, value]) => typeof value !== 'function'));
	return { kind: 'script', globals, capabilities, ...(limits === undefined ? {} : { limits }) };
}

function atOnce(handler: PlainFunction) {
	return hostFunction({ sync: true, handler: (...args: unknown[]) => handler(...args.slice(0, -1)) });
}

function resultOf(outcome: Outcome): EvalResult {
	if (outcome.ok) return { success: true, result: outcome.value };
	const { error } = outcome;
	const isTime = error instanceof LimitError && (error.details.limit === 'wallMs' || error.details.limit === 'cpuMs');
	return { success: false, error: isTime ? `Script execution timed out after ${error.details.allowed}ms` : error.message };
}

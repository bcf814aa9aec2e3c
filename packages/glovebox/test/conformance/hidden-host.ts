/** Nothing of the host is in any text that a guest caused or can read. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { errorOf, type Promised } from './promise.ts';

/** What must stand in no text that a guest caused or can read: paths, modules of Node, our own names. */
const host = /\/|node:|isolated-vm|quickjs|glovebox/;

/** Programs that fail, by where the host could show through. None has a slash of its own. */
const failing: readonly (readonly [where: string, source: string])[] = [
	['a throw', 'throw new Error("x")'],
	['a throw in nested functions', 'function a() { b() }\nfunction b() { throw new TypeError("x") }\na()'],
	['a throw after an await', 'await null; throw new Error("x")'],
	['a throw in an async function', 'async function f() { await null; throw new Error("x") }\nawait f()'],
	["a throw in a timer's promise", 'await new Promise((_, no) => setTimeout(() => no(new Error("x")), 1))'],
	['a throw in eval', 'eval("throw new Error(1)")'],
	['a throw in new Function', 'new Function("throw new Error(1)")()'],
	['a syntax error in eval', 'eval("let = ;")'],
	['a stack overflow', '(function f() { f() })()'],
	['an error of a built-in', 'null.x'],
	['JSON that does not parse', 'JSON.parse("{")'],
	['a RangeError of a built-in', '"x".repeat(-1)'],
	['a callback of a built-in', '[1].map(() => { throw new Error("x") })'],
	['a getter', '({ get x() { throw new Error("x") } }).x'],
	['a rejected promise', 'Promise.reject(new Error("x"))'],
	['a syntax error', 'let = ;'],
	['a result that cannot be copied', '() => {}'],
	['a module', 'export default (() => { throw new Error("x") })()'],
	['a missing module', 'import "nothing"'],
	['a function body', 'throw new Error("x"); return 1'],
	['a console that meets a hostile object', 'console.log({ get [Symbol.toStringTag]() { throw new Error("x") } }); throw new Error("y")'],
	['captureStackTrace', 'const e = {}; (Error.captureStackTrace ?? ((o) => { o.stack = new Error().stack }))(e); throw e.stack'],
];

const hidden = failing.map(
	([where, source]): Promised => ({
		says: `${where} shows nothing of the host in its error`,
		// What a guest reads from its own stack it can throw.
		unless: ({ stacks }) => (stacks === 'shared' && where.startsWith('captureStackTrace') ? 'stacks: shared' : undefined),
		check: async ({ run }) => {
			const error = errorOf(await run(source, { filename: 'guest.js' }));
			const shown = [error.stack, error.message, error.codeFrame, inspect(error.cause), inspect(error.details), String(error.thrown)].join(
				'\n',
			);
			// A code such as GLOVEBOX_GUEST_THROW is upper case and stays.
			assert.doesNotMatch(shown, host);
		},
	}),
);

/** Guest expressions for text that the guest itself can read. */
const readable: readonly (readonly [where: string, source: string])[] = [
	['error.stack', 'new Error("x").stack'],
	['error.stack in an awaiting script', 'await null; new Error("x").stack'],
	['error.stack in a timer', 'await new Promise((done) => setTimeout(() => done(new Error("x").stack), 1))'],
	['error.stack in a microtask', 'await new Promise((done) => queueMicrotask(() => done(new Error("x").stack)))'],
	['the stack of a stack overflow', 'let s; try { (function f() { f() })() } catch (e) { s = e.stack + e.message }; s'],
	['the stack of a syntax error in eval', 'let s; try { eval("let = ;") } catch (e) { s = e.stack }; s'],
	['the stack of a failed import', 'await import("nothing").catch((e) => e.stack + e.message)'],
	['the stack of a missing global', 'let s; try { process } catch (e) { s = e.stack }; s'],
	['stackTraceLimit at its most', 'Error.stackTraceLimit = 1000; (function f(n) { return n ? f(n - 1) : new Error("x").stack })(3)'],
	[
		'call sites',
		'Error.prepareStackTrace = (e, sites) => sites.map((s) => [s.getFileName?.(), s.getEvalOrigin?.(), String(s.getFunction?.()), String(s), typeof s.getThis?.()].join()).join(); String(new Error("x").stack)',
	],
];

const unread = readable.map(
	([where, source]): Promised => ({
		says: `a guest that reads ${where} learns nothing of the host`,
		unless: ({ stacks }) => (stacks === 'shared' ? 'stacks: shared' : undefined),
		check: async ({ evaluate }) => assert.doesNotMatch(String(await evaluate(source, { filename: 'guest.js' })), host),
	}),
);

export const hiddenHost: readonly Promised[] = [...hidden, ...unread];

/**
 * What a guest finds on its global object before the host's own additions: the same on every engine, as far as each has it.
 *
 * Runs on: guest, once, before any guest code.
 * Trusts: the fresh realm.
 *
 * Kept where the engine has it: `Intl` and `Temporal` (V8 only, today). Not kept although standard: `SharedArrayBuffer` and
 * `Atomics` (a clock as fine as the machine's, and waits that no deadline covers) and `WebAssembly` (code that limits do not
 * count; not ECMAScript). Of QuickJS: `performance` (a fine clock), `DOMException`, `atob`, `btoa` and `InternalError`.
 * `Error.prepareStackTrace` does nothing there, and stacks are given the first line that they have on V8. The engine's `console` and `queueMicrotask` give way to the bridge's own.
 */
import { nameErrorsInStacks } from './error-stack.ts';
import { create, deleteProperty, ErrorClass, ownKeys } from './intrinsics.ts';

const kept: readonly string[] = [
	'globalThis',
	'Infinity',
	'NaN',
	'undefined',
	'eval',
	'isFinite',
	'isNaN',
	'parseFloat',
	'parseInt',
	'decodeURI',
	'decodeURIComponent',
	'encodeURI',
	'encodeURIComponent',
	'escape',
	'unescape',
	'Object',
	'Function',
	'Boolean',
	'Symbol',
	'Number',
	'BigInt',
	'Math',
	'Date',
	'String',
	'RegExp',
	'JSON',
	'Reflect',
	'Proxy',
	'Error',
	'AggregateError',
	'EvalError',
	'RangeError',
	'ReferenceError',
	'SuppressedError',
	'SyntaxError',
	'TypeError',
	'URIError',
	'Array',
	'Map',
	'Set',
	'WeakMap',
	'WeakSet',
	'WeakRef',
	'FinalizationRegistry',
	'Iterator',
	'Promise',
	'DisposableStack',
	'AsyncDisposableStack',
	'ArrayBuffer',
	'DataView',
	'Int8Array',
	'Uint8Array',
	'Uint8ClampedArray',
	'Int16Array',
	'Uint16Array',
	'Int32Array',
	'Uint32Array',
	'BigInt64Array',
	'BigUint64Array',
	'Float16Array',
	'Float32Array',
	'Float64Array',
	'Intl',
	'Temporal',
];

/** Removes from a fresh global what is not in the list above, whatever the engine put there. */
export function tidyEnvironment(global: object): void {
	const allowed: Record<PropertyKey, true> = create(null);
	for (let i = 0; i < kept.length; i++) allowed[kept[i] as string] = true;
	const present = ownKeys(global);
	for (let i = 0; i < present.length; i++) {
		const key = present[i] as PropertyKey;
		if (allowed[key] !== true) deleteProperty(global, key);
	}
	// QuickJS-NG hands each new error, the bridge's own too, and the functions of its frames to this hook, if a guest can set it.
	// V8 has no such property, asks the guest only when a stack is read, and shows no strict function.
	deleteProperty(ErrorClass, 'prepareStackTrace');
	nameErrorsInStacks();
}

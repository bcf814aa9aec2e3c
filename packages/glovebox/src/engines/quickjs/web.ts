/**
 * The scripts of the web's globals in QuickJS: compiled when the image is made, and brought into an instance when a guest asks for one.
 *
 * Runs on: host.
 * Trusts: our own texts.
 */
import { webScripts, webText } from '../web-text.ts';
import type { Instance } from './instance.ts';
import { requireHostStack } from './stack.ts';
import { compileApart, evaluateBytecode } from './warm.ts';
import type { Box } from './wasm.ts';

/**
 * What is in the image already, so that realms have it for nothing: what is small. `URL`, `AbortController` and `TextEncoder` would
 * take 150 KB of each session, and a seventh of the time of each reset; a guest that touches one waits a quarter to half a millisecond.
 */
export const warmGlobals: readonly string[] = ['structuredClone', 'performance'];

/** All of them as bytecode, but the tables of IDNA, which are as large as the others together and seldom asked for. */
export function compileScripts(module: WebAssembly.Module): ReadonlyMap<string, Uint8Array> {
	const names = webScripts.filter((name) => name !== 'idna');
	return new Map(names.map((name) => [name, compileApart(module, webText(name))]));
}

/** Those that were compiled since this process began, for want of bytecode. */
const compiled = new Map<string, Uint8Array>();

/** Evaluates a script of this name in an instance. `undefined` there where the guest has left it no stack. */
export function loadWeb(instance: Instance, name: string): Box {
	requireHostStack(instance);
	const bytecode = instance.scripts.get(name) ?? compiled.get(name) ?? compileApart(instance.module, webText(name));
	if (!instance.scripts.has(name)) compiled.set(name, bytecode);
	const { type, box } = evaluateBytecode(instance, bytecode);
	if (type === 'value') return box;
	instance.free(box);
	return instance.exports.qjs_get_undefined();
}

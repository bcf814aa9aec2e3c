/**
 * The scripts of the web's globals in QuickJS: compiled once a process, and brought into an instance when a guest asks for one.
 *
 * Runs on: host.
 * Trusts: our own texts.
 */
import { webText } from '../web-text.ts';
import type { Instance } from './instance.ts';
import { compileApart, evaluateBytecode } from './warm.ts';
import type { Box } from './wasm.ts';

const compiled = new Map<string, Uint8Array>();

/** What is in the image already, so that realms have it for nothing: what is small, or in many guests. */
export const warmGlobals = ['URL', 'AbortController', 'TextEncoder', 'structuredClone', 'performance'];

/** Evaluates a script of this name in an instance. `undefined` there where the guest has left it no stack. */
export function loadWeb(instance: Instance, name: string): Box {
	const bytecode = compiled.get(name) ?? compileApart(instance.module, webText(name));
	compiled.set(name, bytecode);
	const { type, box } = evaluateBytecode(instance, bytecode);
	if (type === 'value') return box;
	instance.free(box);
	return instance.exports.qjs_get_undefined();
}

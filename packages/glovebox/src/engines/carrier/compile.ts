/**
 * Compiles a carrier's program, with V8's code cache where there is one.
 *
 * Runs on: launch thread (makes the cache) and carrier processes.
 * Trusts: the host. V8 tells the cache of another text by no more than that one's length, so text and cache travel together.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import type { Frame } from './frame.ts';
import type { CarrierWire } from './wire.ts';

/** A carrier's program, for whoever opened its wire and may have read its first frames. */
export interface CarrierProgram {
	serveOn(wire: CarrierWire, frames: readonly Frame[]): Promise<void>;
	warmUp(hello: Frame): Promise<void>;
	practise(): Promise<void>;
}

/** The text as a CommonJS module, not run yet. A cache that V8 does not accept costs nothing but time. */
export function compile(file: string, text: string, codeCache?: Uint8Array): vm.Script {
	const wrapped = `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
	return new vm.Script(wrapped, { filename: file, ...(codeCache && { cachedData: codeCache }) });
}

export function load(file: string, script: vm.Script): CarrierProgram {
	const module = { exports: {} };
	script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
	return module.exports as CarrierProgram;
}

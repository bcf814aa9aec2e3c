/**
 * The QuickJS module: read, patched and compiled.
 *
 * Runs on: host.
 * Trusts: the pinned `quickjs-wasi` package; its TypeScript side is not used.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EngineError } from '../../core/errors.ts';
import type { SurveyExports } from './survey.ts';

export const pageBytes = 65_536;
/** 2 GiB: addresses stay positive as the signed numbers that WebAssembly hands to JavaScript. */
export const maximumPages = 32_768;

/** The exports in use. A `Box` is the address of a reference-counted value, to be freed by `qjs_free_value`. */
export type Box = number;

export interface QuickjsExports {
	readonly __stack_pointer: WebAssembly.Global<'i32'>;
	readonly __indirect_function_table: WebAssembly.Table;
	_initialize(): void;
	qjs_init2(intrinsics: number): number;
	qjs_get_runtime_ptr(): number;
	qjs_get_context_ptr(): number;
	qjs_set_interrupt_handler(on: number): void;
	qjs_set_promise_rejection_handler(on: number): void;
	qjs_set_memory_limit(bytes: number): void;
	qjs_set_max_stack_size(bytes: number): void;
	qjs_set_gc_threshold(bytes: number): void;
	qjs_compute_memory_usage(to: number): void;
	qjs_run_gc(): void;
	qjs_eval(code: number, length: number, filename: number, flags: number): Box;
	qjs_compile(code: number, length: number, filename: number, flags: number, strip: number, lengthTo: number): number;
	qjs_eval_bytecode(from: number, length: number): Box;
	qjs_call(target: Box, self: Box, count: number, boxes: number): Box;
	qjs_new_string(from: number, length: number): Box;
	qjs_new_host_function(name: number, length: number, parameters: number): Box;
	qjs_get_undefined(): Box;
	qjs_get_true(): Box;
	qjs_get_false(): Box;
	qjs_get_null(): Box;
	qjs_new_number(value: number): Box;
	qjs_get_float64(value: Box): number;
	qjs_get_bool(value: Box): number;
	qjs_get_prop_string(target: Box, name: number): Box;
	qjs_get_string_len(value: Box, lengthTo: number): number;
	qjs_free_cstring(text: number): void;
	qjs_get_value_ptr(value: Box): number;
	qjs_is_exception(value: Box): number;
	qjs_is_string(value: Box): number;
	qjs_is_number(value: Box): number;
	qjs_is_bool(value: Box): number;
	qjs_is_null(value: Box): number;
	qjs_is_undefined(value: Box): number;
	qjs_get_exception(): Box;
	qjs_free_value(value: Box): void;
	qjs_is_job_pending(): number;
	qjs_execute_pending_job(): number;
	JS_EvalFunction(context: number, compiled: bigint): bigint;
	JS_NewArrayFrom(context: number, count: number, values: number): bigint;
	/** `length` is the address of the one argument, as of `new Uint8Array(length)`. */
	JS_NewTypedArray(context: number, count: number, length: Box, kind: number): bigint;
	JS_GetUint8Array(context: number, lengthTo: number, value: bigint): number;
	wasm_malloc(bytes: number): number;
	wasm_free(address: number): void;
}

/** Those exports, and of `survey.ts`. */
const exportNames: readonly (keyof QuickjsExports | keyof SurveyExports)[] = [
	'__stack_pointer',
	'__indirect_function_table',
	'_initialize',
	'qjs_init2',
	'qjs_get_runtime_ptr',
	'qjs_get_context_ptr',
	'qjs_set_interrupt_handler',
	'qjs_set_promise_rejection_handler',
	'qjs_set_memory_limit',
	'qjs_set_max_stack_size',
	'qjs_set_gc_threshold',
	'qjs_compute_memory_usage',
	'qjs_run_gc',
	'qjs_eval',
	'qjs_compile',
	'qjs_eval_bytecode',
	'qjs_call',
	'qjs_new_string',
	'qjs_new_host_function',
	'qjs_get_undefined',
	'qjs_get_true',
	'qjs_get_false',
	'qjs_get_null',
	'qjs_new_number',
	'qjs_get_float64',
	'qjs_get_bool',
	'qjs_get_prop_string',
	'qjs_get_string_len',
	'qjs_free_cstring',
	'qjs_get_value_ptr',
	'qjs_is_exception',
	'qjs_is_string',
	'qjs_is_number',
	'qjs_is_bool',
	'qjs_is_null',
	'qjs_is_undefined',
	'qjs_is_object',
	'qjs_is_array',
	'qjs_is_proxy',
	'qjs_is_symbol',
	'qjs_get_exception',
	'qjs_free_value',
	'qjs_is_job_pending',
	'qjs_execute_pending_job',
	'JS_AtomToValue',
	'JS_EvalFunction',
	'JS_FreePropertyEnum',
	'JS_FreeValue',
	'JS_GetLength',
	'JS_GetOwnProperty',
	'JS_GetOwnPropertyNames',
	'JS_GetPrototype',
	'JS_GetUint8Array',
	'JS_NewArrayFrom',
	'JS_NewAtomLen',
	'JS_NewAtomUInt32',
	'JS_NewTypedArray',
	'wasm_malloc',
	'wasm_free',
];

/** Reads and compiles QuickJS, about 8 ms. Throws `GLOVEBOX_MISSING` where the package is not installed. */
export function loadModule(): WebAssembly.Module {
	return new WebAssembly.Module(patch(readBinary()));
}

/** The published module, as it is. */
export function readBinary(): Uint8Array {
	try {
		return readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));
	} catch (cause) {
		throw new EngineError('GLOVEBOX_MISSING', 'Cannot load quickjs-wasi: run "npm install quickjs-wasi"', { cause });
	}
}

const sections = { import: 2, memory: 5, export: 7 } as const;
const headerBytes = 8;

/**
 * Turns the module's own memory into the import `env.memory`. The published binary declares a memory without a maximum;
 * only the one who makes a memory can bound it, and that bound is the one limit here which no bug of QuickJS can undo.
 * And takes out the exports that nobody uses, seven of eight: V8 makes an object of each for every instance, 0.2 MB of all.
 */
function patch(binary: Uint8Array): Uint8Array<ArrayBuffer> {
	const parts: Uint8Array[] = [binary.subarray(0, headerBytes)];
	const own = [...readSections(binary)].find((section) => section.id === sections.memory);
	if (own === undefined || own.body[0] !== 1 || own.body[1] !== 0) {
		throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot bound the memory of this quickjs-wasi');
	}
	const memory = [3, ...Buffer.from('env'), 6, ...Buffer.from('memory'), 2, ...own.body.subarray(1)];
	for (const { id, body, whole } of readSections(binary)) {
		if (id === sections.memory) continue;
		if (id === sections.import) parts.push(sectionOf(id, [body[0]! + 1], body.subarray(1), Uint8Array.from(memory)));
		else if (id === sections.export) parts.push(keptExports(body));
		else parts.push(whole);
	}
	return new Uint8Array(Buffer.concat(parts));
}

/** The section of exports with those in use alone. */
function keptExports(body: Uint8Array): Uint8Array {
	const wanted = new Set<string>(exportNames);
	const kept: Uint8Array[] = [];
	for (let [count, at] = readUnsigned(body, 0); count > 0; count--) {
		const [length, nameAt] = readUnsigned(body, at);
		const [, end] = readUnsigned(body, nameAt + length + 1);
		if (wanted.delete(Buffer.from(body.subarray(nameAt, nameAt + length)).toString())) kept.push(body.subarray(at, end));
		at = end;
	}
	if (wanted.size > 0) throw new EngineError('GLOVEBOX_UNSUPPORTED', `This quickjs-wasi has no ${[...wanted].join(', ')}`);
	return sectionOf(sections.export, unsigned(kept.length), ...kept);
}

function sectionOf(id: number, ...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
	const body = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
	return Buffer.concat([Uint8Array.of(id, ...unsigned(body.length)), body]);
}

/** A section of a WebAssembly binary. */
export interface Section {
	readonly id: number;
	readonly body: Uint8Array;
	/** With its id and length. */
	readonly whole: Uint8Array;
}

/** The sections of a WebAssembly binary, in order. */
export function* readSections(binary: Uint8Array): Generator<Section> {
	for (let at = headerBytes; at < binary.length; ) {
		const start = at;
		const id = binary[at]!;
		const [length, bodyAt] = readUnsigned(binary, at + 1);
		at = bodyAt;
		yield { id, body: binary.subarray(at, at + length), whole: binary.subarray(start, at + length) };
		at += length;
	}
}

/** An unsigned number of WebAssembly, and where it ends. */
function readUnsigned(bytes: Uint8Array, from: number): [value: number, end: number] {
	let at = from;
	let value = 0;
	for (let shift = 0, more = true; more; shift += 7) {
		const byte = bytes[at++]!;
		value |= (byte & 0x7f) << shift;
		more = byte > 0x7f;
	}
	return [value, at];
}

/** An unsigned number as WebAssembly writes it (LEB128). */
function unsigned(value: number): number[] {
	return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

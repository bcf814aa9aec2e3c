/**
 * The QuickJS module: read, patched and compiled.
 *
 * Runs on: host.
 * Trusts: the pinned `quickjs-wasi` package; its TypeScript side is not used.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EngineError } from '../../core/errors.ts';

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

/** Reads and compiles QuickJS, about 8 ms. Throws `GLOVEBOX_MISSING` where the package is not installed. */
export function loadModule(): WebAssembly.Module {
	return new WebAssembly.Module(importMemory(readBinary()));
}

/** The published module, as it is. */
export function readBinary(): Uint8Array {
	try {
		return readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));
	} catch (cause) {
		throw new EngineError('GLOVEBOX_MISSING', 'Cannot load quickjs-wasi: run "npm install quickjs-wasi"', { cause });
	}
}

const sections = { import: 2, memory: 5 } as const;
const headerBytes = 8;

/**
 * Turns the module's own memory into the import `env.memory`. The published binary declares a memory without a maximum;
 * only the one who makes a memory can bound it, and that bound is the one limit here which no bug of QuickJS can undo.
 */
function importMemory(binary: Uint8Array): Uint8Array<ArrayBuffer> {
	const parts: Uint8Array[] = [binary.subarray(0, headerBytes)];
	const own = [...readSections(binary)].find((section) => section.id === sections.memory);
	if (own === undefined || own.body[0] !== 1 || own.body[1] !== 0) {
		throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot bound the memory of this quickjs-wasi');
	}
	const entry = [3, ...Buffer.from('env'), 6, ...Buffer.from('memory'), 2, ...own.body.subarray(1)];
	for (const { id, body, whole } of readSections(binary)) {
		if (id === sections.memory) continue;
		if (id !== sections.import) parts.push(whole);
		else parts.push(Uint8Array.of(id, ...unsigned(body.length + entry.length), body[0]! + 1, ...body.subarray(1), ...entry));
	}
	return new Uint8Array(Buffer.concat(parts));
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
		const id = binary[at++]!;
		let length = 0;
		for (let shift = 0, more = true; more; shift += 7) {
			const byte = binary[at++]!;
			length |= (byte & 0x7f) << shift;
			more = byte > 0x7f;
		}
		yield { id, body: binary.subarray(at, at + length), whole: binary.subarray(start, at + length) };
		at += length;
	}
}

/** An unsigned number as WebAssembly writes it (LEB128). */
function unsigned(value: number): number[] {
	return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

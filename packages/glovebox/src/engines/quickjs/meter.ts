/**
 * Sees every allocation that QuickJS is refused.
 *
 * Runs on: host.
 * Trusts: nothing beyond the module; the numbers are only compared.
 *
 * A guest can catch what QuickJS throws for a refused allocation, and nothing of it stays visible in memory. But QuickJS calls its
 * allocator through three entries of the function table, for blocks above 512 bytes and for the 4 KiB it cuts smaller ones from.
 * Replacing these entries shows each refusal with its size, at the moment it happens and before the guest can react.
 */
import type { QuickjsExports } from './wasm.ts';

/**
 * ```wat
 * (module
 *   (import "m" "c" (func (param i32 i32 i32) (result i32))) (export "c" (func 0))
 *   (import "m" "m" (func (param i32 i32) (result i32)))     (export "m" (func 1))
 *   (import "m" "r" (func (param i32 i32 i32) (result i32))) (export "r" (func 2)))
 * ```
 * A function table takes functions of WebAssembly only; going in and out of this module turns three host functions into such.
 */
const passage = new WebAssembly.Module(
	// biome-ignore format: a section a line
	Uint8Array.of(
		0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
		1, 14, 2, 0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f, 0x60, 2, 0x7f, 0x7f, 1, 0x7f,
		2, 19, 3, 1, 0x6d, 1, 0x63, 0, 0, 1, 0x6d, 1, 0x6d, 0, 1, 1, 0x6d, 1, 0x72, 0, 0,
		7, 13, 3, 1, 0x63, 0, 0, 1, 0x6d, 0, 1, 1, 0x72, 0, 2,
	),
);

type Calloc = (opaque: number, count: number, size: number) => number;
type Malloc = (opaque: number, size: number) => number;
type Realloc = (opaque: number, address: number, size: number) => number;
type UsableSize = (address: number) => number;

/** Where in the function table QuickJS's allocator is: the first fields of its runtime, as they lie in memory. */
export interface AllocatorTable {
	readonly calloc: number;
	readonly malloc: number;
	readonly realloc: number;
	readonly usableSize: number;
}

export function findAllocator(exports: QuickjsExports, memory: Buffer): AllocatorTable {
	const runtime = exports.qjs_get_runtime_ptr();
	const field = (index: number) => memory.readUInt32LE(runtime + 4 * index);
	return { calloc: field(0), malloc: field(1), realloc: field(3), usableSize: field(4) };
}

/** Calls `refused(bytes)` for each allocation that fails, with what it asked for beyond what it had. `refused` may throw. */
export function meterAllocator(table: WebAssembly.Table, at: AllocatorTable, refused: (bytes: number) => void): void {
	const calloc = table.get(at.calloc) as Calloc;
	const malloc = table.get(at.malloc) as Malloc;
	const realloc = table.get(at.realloc) as Realloc;
	const usableSize = table.get(at.usableSize) as UsableSize;
	const meter = (address: number, bytes: number) => {
		if (address === 0) refused(bytes);
		return address;
	};
	const metered = {
		c: (opaque: number, count: number, size: number) => meter(calloc(opaque, count, size), (count >>> 0) * (size >>> 0)),
		m: (opaque: number, size: number) => meter(malloc(opaque, size), size >>> 0),
		r: (opaque: number, address: number, size: number) =>
			meter(realloc(opaque, address, size), (size >>> 0) - (address === 0 ? 0 : usableSize(address))),
	};
	const { exports } = new WebAssembly.Instance(passage, { m: metered });
	table.set(at.calloc, exports['c']);
	table.set(at.malloc, exports['m']);
	table.set(at.realloc, exports['r']);
}

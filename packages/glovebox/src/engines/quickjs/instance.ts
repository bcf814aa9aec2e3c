/**
 * One instance of QuickJS: strings and bytes in and out, calls, and the functions of the host that it can reach.
 *
 * Runs on: host.
 * Trusts: nothing that QuickJS says. An address or a length out of memory is a RangeError here, which ends the realm.
 */
import type { PackedScalar, Scalar } from '../../codec/index.ts';
import type { Exit, Reply } from '../../core/engine.ts';
import type { Message } from '../../core/message.ts';
import { imports } from './imports.ts';
import { textRoom, writeText } from './text.ts';
import { type Box, maximumPages, pageBytes, type QuickjsExports } from './wasm.ts';

/**
 * Thrown by the host through every frame of an instance. No code in there can see it, catch it, or run a `finally` for it,
 * which an uncatchable QuickJS error does not achieve: the Promise constructor takes one for a rejection (0.17). What such
 * an instance leaves behind in its memory is in no defined state, so it is never called again.
 */
export class Ended extends Error {
	/** `undefined` where the host itself closed the realm. */
	readonly exit: Exit | undefined;

	constructor(exit: Exit | undefined) {
		super(exit?.message ?? 'closed');
		this.exit = exit;
	}
}

/** What an instance can reach on the host. Each of these may throw {@link Ended}. */
export interface InstanceHost {
	/** Called every 10 000 steps or so. */
	interrupt(): void;
	/** A message, or the value that ends a run. */
	post(text: PackedScalar, blobs: readonly Uint8Array[]): void;
	ask(message: Message): Message;
	askScalars(place: number, args: readonly Scalar[]): Reply;
	postScalars(id: number, place: number, args: readonly Scalar[]): void;
	/** A promise was rejected without a listener, or has got one. `promise` is its identity; both boxes are the host's to free. */
	rejection(promise: number, promiseBox: Box, reason: Box, handled: boolean): void;
	/** QuickJS asked for `bytes` of memory in vain. */
	refused(bytes: number): void;
}

/** What evaluating or calling came to. `box` is the caller's to free. */
export interface Completion {
	readonly type: 'value' | 'threw' | 'unparsed';
	readonly box: Box;
}

const noBlobs: readonly Uint8Array[] = [];
const flags = { compileOnly: 1 << 5 } as const;
/** JS_TYPED_ARRAY_UINT8 of `quickjs.h`. */
const uint8Array = 2;
/** Room for the boxes of most calls and for lengths, kept for the life of the instance. */
export const scratchBytes = 1_024;

export class Instance {
	readonly module: WebAssembly.Module;
	readonly memory: WebAssembly.Memory;
	readonly exports: QuickjsExports;
	host: InstanceHost | undefined;
	/** Bytecode of scripts that the guest's own side may ask for, by name. */
	scripts: ReadonlyMap<string, Uint8Array> = new Map();
	/** {@link scratchBytes} bytes: a length comes first, then the boxes of a call. */
	scratch = 0;
	context = 0;
	#bytes: Buffer;

	/** `pages` is how large the memory is, `most` how large it can ever be. */
	constructor(module: WebAssembly.Module, pages: number, most: number) {
		this.module = module;
		this.memory = new WebAssembly.Memory({ initial: pages, maximum: Math.min(most, maximumPages) });
		const instance = new WebAssembly.Instance(module, imports(this));
		// The module is the pinned package's; its exports are listed in wasm.ts.
		this.exports = instance.exports as unknown as QuickjsExports;
		this.#bytes = Buffer.from(this.memory.buffer);
	}

	/** All of linear memory. Goes stale whenever QuickJS allocates: never keep it across a call. */
	get bytes(): Buffer {
		// A memory that grows detaches the buffer it had.
		if (this.#bytes.length === 0) this.#bytes = Buffer.from(this.memory.buffer);
		return this.#bytes;
	}

	get pages(): number {
		return this.memory.buffer.byteLength / pageBytes;
	}

	/** Compiles, then runs a script. An error of the compiler is `unparsed`: nothing of the script has run. */
	evaluate(code: string, filename: string): Completion {
		const source = this.#place(code);
		const name = this.#place(filename);
		const compiled = this.exports.qjs_eval(source.at, source.length, name.at, flags.compileOnly);
		this.exports.wasm_free(source.at);
		this.exports.wasm_free(name.at);
		if (this.exports.qjs_is_exception(this.#checked(compiled)) !== 0) return this.#thrown('unparsed', compiled);
		const result = this.exports.JS_EvalFunction(this.context, this.bytes.readBigInt64LE(compiled));
		this.bytes.writeBigInt64LE(result, compiled);
		return this.#completion(compiled);
	}

	call(target: Box, args: readonly Box[]): Completion {
		const room = 4 + 4 * args.length > scratchBytes ? this.allocate(4 * args.length) : this.scratch + 4;
		const bytes = this.bytes;
		for (let i = 0; i < args.length; i++) bytes.writeUInt32LE(args[i]!, room + 4 * i);
		const result = this.exports.qjs_call(target, this.undefinedBox, args.length, room);
		if (room !== this.scratch + 4) this.exports.wasm_free(room);
		return this.#completion(result);
	}

	undefinedBox: Box = 0;

	/** A new string of QuickJS. */
	text(text: string): Box {
		const placed = this.#place(text);
		const box = this.exports.qjs_new_string(placed.at, placed.length);
		this.exports.wasm_free(placed.at);
		return this.#checked(box);
	}

	/** A new Uint8Array of QuickJS with a copy of `blob`, which is made in its place: a second one on the way would take as much memory again. */
	blob(blob: Uint8Array): Box {
		const box = this.#checked(this.exports.qjs_new_number(blob.length));
		const array = this.exports.JS_NewTypedArray(this.context, 1, box, uint8Array);
		this.bytes.writeBigInt64LE(array, box);
		if (this.exports.qjs_is_exception(box) !== 0) throw new Ended({ reason: 'memory', message: 'The memory of the instance is full' });
		const at = this.exports.JS_GetUint8Array(this.context, this.scratch, array);
		if (at !== 0) this.bytes.set(blob, at);
		return box;
	}

	/** A string's text, or `undefined` for any other value. Runs no guest code. */
	readText(box: Box): string | undefined {
		if (this.exports.qjs_is_string(box) === 0) return undefined;
		const at = this.exports.qjs_get_string_len(box, this.scratch);
		if (at === 0) throw new RangeError('A string could not be read');
		const { bytes } = this;
		const text = bytes.utf8Slice(at, this.#end(at, bytes.readUInt32LE(this.scratch)));
		this.exports.qjs_free_cstring(at);
		return text;
	}

	/** A new value of QuickJS. */
	scalar(value: Scalar): Box {
		switch (typeof value) {
			case 'number':
				return this.exports.qjs_new_number(value);
			case 'string':
				return this.text(value);
			case 'boolean':
				return value ? this.exports.qjs_get_true() : this.exports.qjs_get_false();
			default:
				return value === null ? this.exports.qjs_get_null() : this.exports.qjs_get_undefined();
		}
	}

	/** What QuickJS has there; throws for what is no scalar. Runs no guest code. */
	readScalar(box: Box): Scalar {
		const { exports } = this;
		if (exports.qjs_is_number(box) !== 0) return exports.qjs_get_float64(box);
		if (exports.qjs_is_undefined(box) !== 0) return undefined;
		if (exports.qjs_is_string(box) !== 0) return this.readText(box);
		if (exports.qjs_is_bool(box) !== 0) return exports.qjs_get_bool(box) !== 0;
		if (exports.qjs_is_null(box) !== 0) return null;
		throw new TypeError('A value is no scalar');
	}

	/** A copy of the bytes of a Uint8Array. Runs no guest code. */
	readBlob(box: Box): Uint8Array {
		const at = this.exports.JS_GetUint8Array(this.context, this.scratch, this.bytes.readBigInt64LE(box));
		const length = this.bytes.readUInt32LE(this.scratch);
		if (at === 0 && length !== 0) throw new TypeError('A blob is no Uint8Array');
		return Uint8Array.from(this.bytes.subarray(at, this.#end(at, length)));
	}

	/** A message as the array `[text, ...blobs]`, whose elements are its own whatever the guest did to Array.prototype. */
	array(message: Message): Box {
		const boxes = [this.text(message.text), ...message.blobs.map((blob) => this.blob(blob))];
		const values = this.allocate(8 * boxes.length);
		boxes.forEach((box, i) => {
			this.bytes.copy(this.bytes, values + 8 * i, box, box + 8);
			this.exports.wasm_free(box);
		});
		const array = this.exports.JS_NewArrayFrom(this.context, boxes.length, values);
		this.bytes.writeBigInt64LE(array, values);
		return values;
	}

	free(box: Box): void {
		this.exports.qjs_free_value(box);
	}

	/** `bytes` bytes of the instance's memory. */
	allocate(bytes: number): number {
		return this.#checked(this.exports.wasm_malloc(bytes));
	}

	/** The byte arrays among the arguments of a call of the host, from the second on. */
	readBlobs(count: number, boxes: number): readonly Uint8Array[] {
		if (count < 2) return noBlobs;
		const blobs: Uint8Array[] = [];
		for (let i = 1; i < count; i++) blobs.push(this.readBlob(this.argument(boxes, i)));
		return blobs;
	}

	/** The box of an argument of a call of the host. */
	argument(boxes: number, index: number): Box {
		return this.bytes.readUInt32LE(boxes + 4 * index);
	}

	#place(text: string): { readonly at: number; readonly length: number } {
		const at = this.allocate(textRoom(text) + 1);
		const length = writeText(this.bytes, text, at);
		this.bytes[at + length] = 0;
		return { at, length };
	}

	#completion(box: Box): Completion {
		return this.exports.qjs_is_exception(this.#checked(box)) === 0 ? { type: 'value', box } : this.#thrown('threw', box);
	}

	#thrown(type: 'threw' | 'unparsed', exception: Box): Completion {
		this.free(exception);
		return { type, box: this.#checked(this.exports.qjs_get_exception()) };
	}

	/** An address that the allocator behind QuickJS gave. 0 means that memory cannot grow any more. */
	#checked(address: number): number {
		if (address === 0) throw new Ended({ reason: 'memory', message: 'The memory of the instance is full' });
		return address;
	}

	/** Where `length` bytes from `at` end, which is within memory. */
	#end(at: number, length: number): number {
		if (at < 0 || at + length > this.bytes.length) throw new RangeError('An address is out of memory');
		return at + length;
	}
}

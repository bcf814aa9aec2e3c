/**
 * Whether a guest's tree is plain: asked by the codec before its one stringify, since its own walk takes QuickJS about four times as long.
 *
 * Runs on: host, called by the guest's own side.
 * Trusts: nothing. It reads by functions of `quickjs.h` that run no guest code on what is no proxy, and proxies are not asked.
 * The answer decides in which way a value is written, and never what a guest may do.
 */
import type { Instance } from './instance.ts';
import type { Box, QuickjsExports } from './wasm.ts';

/** The exports in use here. Where a value is only looked at, the address of any `JSValue` does for a `Box`. */
export interface SurveyExports extends QuickjsExports {
	qjs_is_object(value: Box): number;
	qjs_is_array(value: Box): number;
	qjs_is_proxy(value: Box): number;
	qjs_is_symbol(value: Box): number;
	JS_FreeValue(context: number, value: bigint): void;
	JS_GetPrototype(context: number, object: bigint): bigint;
	JS_GetLength(context: number, value: bigint, to: number): number;
	JS_GetOwnPropertyNames(context: number, tableTo: number, countTo: number, object: bigint, flags: number): number;
	JS_GetOwnProperty(context: number, descriptorTo: number, object: bigint, atom: number): number;
	JS_FreePropertyEnum(context: number, table: number, count: number): void;
	JS_NewAtomLen(context: number, text: number, length: number): number;
	JS_NewAtomUInt32(context: number, index: number): number;
	JS_AtomToValue(context: number, atom: number): bigint;
}

/** Own enumerable properties, symbols too: JS_GPN_STRING_MASK, JS_GPN_SYMBOL_MASK, JS_GPN_ENUM_ONLY. */
const enumerable = 1 | 2 | 16;
/** JS_PROP_GETSET among the flags of a descriptor. */
const accessor = 1 << 4;
/** What is allocated for a survey. From `flags` on it is a JSPropertyDescriptor of `quickjs.h`. */
const room = { table: 0, count: 4, value: 8, length: 16, flags: 24, property: 32, getter: 40, setter: 48, end: 56 } as const;
/** A JSPropertyEnum of `quickjs.h`: whether it is enumerable, and the atom. */
const entry = { atom: 4, end: 8 } as const;
/** As deep as the codec's own walk goes: the stringify recurses. */
const deepest = 500;
const stepsBetweenChecks = 10_000;
const protoKey = '__proto__';
/** In place of the length of a key that no plain record has. */
const refused = -1;
const notPlain = -1;

/** The surveys of one instance. */
export class Survey {
	readonly #instance: Instance;
	/** The address of what is allocated. */
	#room = 0;
	/** The instance's memory. Whoever makes it grow leaves arrays of no length here. */
	#words = new Uint32Array(0);
	#values = new BigInt64Array(0);
	#objectPrototype = 0;
	#arrayPrototype = 0;
	/** The characters of each key, by atom: rows have the same ones. */
	readonly #keys = new Map<number, number>();
	/** Every object met, by its address. Nothing can go while the guest waits here. */
	readonly #met = new Set<number>();
	#objects: bigint[] = [];
	#size = 0;
	#steps = 0;

	constructor(instance: Instance) {
		this.#instance = instance;
	}

	get #exports(): SurveyExports {
		// The module's exports, of which wasm.ts lists only those in use elsewhere.
		return this.#instance.exports as SurveyExports;
	}

	/** How many characters the text of a plain tree has at least; -1 for anything else. */
	measure(tree: Box, objectPrototype: Box, arrayPrototype: Box): number {
		const { context } = this.#instance;
		this.#room = this.#instance.allocate(room.end);
		this.#instance.bytes.write(protoKey, this.#room, 'latin1');
		this.#keys.set(this.#exports.JS_NewAtomLen(context, this.#room, protoKey.length), refused);
		this.#objectPrototype = this.#exports.qjs_get_value_ptr(objectPrototype);
		this.#arrayPrototype = this.#exports.qjs_get_value_ptr(arrayPrototype);
		this.#size = 0;
		const isObject = this.#exports.qjs_is_object(tree) !== 0;
		const size = isObject && this.#meet(tree, this.#value(tree)) && this.#arePlainObjects() ? this.#size : notPlain;
		this.#instance.exports.wasm_free(this.#room);
		this.#keys.clear();
		this.#met.clear();
		this.#objects = [];
		return size;
	}

	/** Level by level, as the codec goes. */
	#arePlainObjects(): boolean {
		for (let at = 0, depth = 0; at < this.#objects.length; depth++) {
			const end = this.#objects.length;
			if (depth === deepest) return false;
			for (; at < end; at++) if (!this.#isPlainObject(this.#objects[at]!)) return false;
		}
		return true;
	}

	#isPlainObject(object: bigint): boolean {
		const { context } = this.#instance;
		const isArray = this.#exports.qjs_is_array(this.#put(object)) !== 0;
		const prototype = this.#exports.JS_GetPrototype(context, object);
		const kind = this.#exports.qjs_get_value_ptr(this.#put(prototype));
		this.#exports.JS_FreeValue(context, prototype);
		if (kind !== (isArray ? this.#arrayPrototype : this.#objectPrototype)) return false;
		const { table, count } = room;
		if (this.#exports.JS_GetOwnPropertyNames(context, this.#room + table, this.#room + count, object, enumerable) < 0)
			return this.#forgive();
		const entries = this.#word(this.#room + table);
		const length = this.#word(this.#room + count);
		const plain = (!isArray || this.#isDense(object, entries, length)) && this.#arePlainProperties(object, isArray, entries, length);
		this.#exports.JS_FreePropertyEnum(context, entries, length);
		return plain;
	}

	/** Indices come first, so as many properties as there are elements, the last index last, means no holes and no extras. */
	#isDense(array: bigint, entries: number, count: number): boolean {
		const { context } = this.#instance;
		if (this.#length(array) !== count) return false;
		return count === 0 || this.#atom(entries, count - 1) === this.#exports.JS_NewAtomUInt32(context, count - 1) >>> 0;
	}

	#arePlainProperties(object: bigint, isArray: boolean, entries: number, count: number): boolean {
		this.#size += 1 + count;
		for (let i = 0; i < count; i++) {
			const atom = this.#atom(entries, i);
			if (!isArray && !this.#isPlainKey(atom)) return false;
			if (!this.#isPlainProperty(object, atom)) return false;
			this.#steps += 1;
			if (this.#steps % stepsBetweenChecks === 0) this.#instance.host?.interrupt();
		}
		return true;
	}

	#isPlainKey(atom: number): boolean {
		let length = this.#keys.get(atom);
		if (length === undefined) {
			length = this.#measureKey(atom);
			this.#keys.set(atom, length);
		}
		this.#size += length + 3;
		return length !== refused;
	}

	#measureKey(atom: number): number {
		const key = this.#exports.JS_AtomToValue(this.#instance.context, atom);
		const length = this.#exports.qjs_is_symbol(this.#put(key)) === 0 ? this.#length(key) : refused;
		this.#exports.JS_FreeValue(this.#instance.context, key);
		return length;
	}

	#isPlainProperty(object: bigint, atom: number): boolean {
		const { context } = this.#instance;
		const found = this.#exports.JS_GetOwnProperty(context, this.#room + room.flags, object, atom);
		if (found <= 0) return found < 0 && this.#forgive();
		if ((this.#word(this.#room + room.flags) & accessor) !== 0) {
			this.#exports.JS_FreeValue(context, this.#value(this.#room + room.getter));
			this.#exports.JS_FreeValue(context, this.#value(this.#room + room.setter));
			return false;
		}
		return this.#isPlainValue(this.#room + room.property);
	}

	/** Whether a value is plain; an object is looked at later. Gives back a reference that was taken to it. */
	#isPlainValue(box: Box): boolean {
		const exports = this.#exports;
		if (exports.qjs_is_string(box) !== 0) {
			const text = this.#value(box);
			this.#size += this.#length(text) + 2;
			exports.JS_FreeValue(this.#instance.context, text);
			return true;
		}
		if (exports.qjs_is_number(box) !== 0) {
			const number = exports.qjs_get_float64(box);
			return number - number === 0 && (number !== 0 || 1 / number > 0);
		}
		if (exports.qjs_is_bool(box) !== 0 || exports.qjs_is_null(box) !== 0) return true;
		const other = this.#value(box);
		const plain = exports.qjs_is_object(box) !== 0 && this.#meet(box, other);
		exports.JS_FreeValue(this.#instance.context, other);
		return plain;
	}

	/** False for an object that was met before, so that the tree shares it or has a cycle. */
	#meet(box: Box, value: bigint): boolean {
		const address = this.#exports.qjs_get_value_ptr(box);
		if (this.#met.has(address) || this.#exports.qjs_is_proxy(box) !== 0) return false;
		this.#met.add(address);
		this.#objects.push(value);
		return true;
	}

	#length(value: bigint): number {
		this.#exports.JS_GetLength(this.#instance.context, value, this.#room + room.length);
		return this.#word(this.#room + room.length);
	}

	#atom(entries: number, index: number): number {
		return this.#word(entries + entry.end * index + entry.atom);
	}

	#word(address: number): number {
		if (this.#words.length === 0) this.#look();
		return this.#words[address / 4]!;
	}

	#value(address: number): bigint {
		if (this.#values.length === 0) this.#look();
		return this.#values[address / 8]!;
	}

	/** Puts a value where it can be looked at. */
	#put(value: bigint): Box {
		if (this.#values.length === 0) this.#look();
		this.#values[(this.#room + room.value) / 8] = value;
		return this.#room + room.value;
	}

	#look(): void {
		const { buffer } = this.#instance.memory;
		this.#words = new Uint32Array(buffer);
		this.#values = new BigInt64Array(buffer);
	}

	/** QuickJS threw, for want of memory: the codec's own walk says what becomes of that. */
	#forgive(): false {
		this.#instance.free(this.#instance.exports.qjs_get_exception());
		return false;
	}
}

/**
 * An instance in which the prelude has run, and nothing else.
 *
 * Runs on: host; runs our own guest text in an instance.
 * Trusts: that text.
 */
import { EngineError } from '../../core/errors.ts';
import type { Places } from './image.ts';
import { hostFunctions } from './imports.ts';
import { type Completion, Instance, scratchBytes } from './instance.ts';
import { dataStart, stackTop } from './stack.ts';
import { type Box, maximumPages } from './wasm.ts';
import { warmGlobals } from './web.ts';

/** Date, eval, RegExp, JSON, Proxy, Map and Set, typed arrays, promises, BigInt, weak references: ECMAScript and no more. */
const intrinsics = 0x3ff;
/** What is left out of bytecode: text and places, so that stacks show a guest the names of our functions and nothing else of them. */
const strip = { source: 1 << 4, debug: 1 << 5 } as const;
/**
 * Free memory that a realm finds before its instance has to grow, which costs it its reuse: 0.5 ms.
 * Zeroing it at each reset costs about 5 us.
 */
const roomBytes = 256 * 1_024;
/** How much a realm allocates before cycles are looked for; without it the first object of each realm would start that. */
const garbageBytes = 192 * 1_024;

/** QuickJS throws an error class of its own where other engines throw a RangeError (out of memory, string too long). */
const setupText = `(() => {
	const own = InternalError.prototype;
	Object.setPrototypeOf(own, RangeError.prototype);
	for (const key of Reflect.ownKeys(own)) delete own[key];
	delete globalThis.InternalError;
})()`;

const modes = ['value', 'function', 'awaiting', 'module', 'import', 'root'] as const;

/** What the module's own memory is declared with. */
const initialPages = 18;

/** Makes one, and says where in it things lie; `randomState` is not known yet. */
export function warm(module: WebAssembly.Module, guestText: string): { readonly instance: Instance; readonly places: Places } {
	// The parser leaves garbage behind, which would double the image: it is left in an instance that is thrown away.
	const bytecode = [setupText, guestText].map((text) => compileApart(module, text));
	const instance = boot(module);
	const box = bytecode.map((code) => runBytecode(instance, code)).at(-1)!;
	const places = install(instance, box);
	settle(instance);
	return { instance, places };
}

function boot(module: WebAssembly.Module): Instance {
	const instance = new Instance(module, initialPages, maximumPages);
	const { exports } = instance;
	if (exports.__stack_pointer.value !== dataStart)
		throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot place the stack of this quickjs-wasi');
	exports.__stack_pointer.value = stackTop;
	exports._initialize();
	if (exports.qjs_init2(intrinsics) !== 0) throw new EngineError('GLOVEBOX_CRASHED', 'Cannot start QuickJS');
	exports.qjs_set_interrupt_handler(1);
	exports.qjs_set_promise_rejection_handler(1);
	instance.context = exports.qjs_get_context_ptr();
	instance.scratch = instance.allocate(scratchBytes);
	instance.undefinedBox = exports.qjs_get_undefined();
	return instance;
}

/** Compiles a script in an instance of its own. */
export function compileApart(module: WebAssembly.Module, text: string): Uint8Array {
	const instance = boot(module);
	const { exports } = instance;
	const [code, name] = [text, 'glovebox:guest'].map((part) => {
		const bytes = Buffer.from(`${part}\0`);
		const at = instance.allocate(bytes.length);
		instance.bytes.set(bytes, at);
		return { at, length: bytes.length - 1 };
	}) as [{ at: number; length: number }, { at: number; length: number }];
	const at = exports.qjs_compile(code.at, code.length, name.at, 0, strip.source | strip.debug, instance.scratch);
	if (at === 0) throw new EngineError('GLOVEBOX_CRASHED', 'Cannot compile the guest prelude');
	return Uint8Array.from(instance.bytes.subarray(at, at + instance.bytes.readUInt32LE(instance.scratch)));
}

function runBytecode(instance: Instance, bytecode: Uint8Array): Box {
	return boxOf(instance, evaluateBytecode(instance, bytecode));
}

/** Runs what {@link compileApart} gave. */
export function evaluateBytecode(instance: Instance, bytecode: Uint8Array): Completion {
	const at = instance.allocate(bytecode.length);
	instance.bytes.set(bytecode, at);
	const box = instance.exports.qjs_eval_bytecode(at, bytecode.length);
	// What is free should be zero, or it would be copied for every realm.
	instance.bytes.fill(0, at, at + bytecode.length);
	instance.exports.wasm_free(at);
	if (instance.exports.qjs_is_exception(box) === 0) return { type: 'value', box };
	return { type: 'threw', box: instance.exports.qjs_get_exception() };
}

/** Calls `install(post, ask, load, survey)` and keeps what the host needs at hand. */
function install(instance: Instance, target: Box): Places {
	const { exports } = instance;
	const functions = Object.values(hostFunctions).map((name) => {
		const at = instance.allocate(name.length);
		instance.bytes.write(name, at);
		const box = exports.qjs_new_host_function(at, name.length, 1);
		exports.wasm_free(at);
		return box;
	});
	const installed = boxOf(instance, instance.call(target, functions));
	const property = (name: string): Box => {
		const at = instance.allocate(name.length + 1);
		instance.bytes.write(`${name}\0`, at);
		const box = exports.qjs_get_prop_string(installed, at);
		exports.wasm_free(at);
		return box;
	};
	const places = { receive: property('0'), finish: property('1'), rejected: property('2'), call: property('3'), settle: property('4') };
	for (const box of [...functions, installed, target]) instance.free(box);
	return {
		...places,
		context: instance.context,
		scratch: instance.scratch,
		undefined: instance.undefinedBox,
		true: exports.qjs_get_true(),
		false: exports.qjs_get_false(),
		modes: new Map(modes.map((mode) => [mode, instance.text(mode)])),
		randomState: 0,
	};
}

function boxOf(instance: Instance, completion: Completion): Box {
	if (completion.type === 'value') return completion.box;
	const message = instance.exports.qjs_get_string_len(completion.box, instance.scratch);
	const text = instance.bytes.subarray(message, message + instance.bytes.readUInt32LE(instance.scratch)).utf8Slice();
	throw new EngineError('GLOVEBOX_CRASHED', `Cannot run the guest prelude: ${text}`);
}

/** Leaves the instance as a realm should find it: warm, without garbage, with room. */
function settle(instance: Instance): void {
	for (const name of warmGlobals) instance.free(boxOf(instance, instance.evaluate(`typeof ${name}`, 'warm')));
	instance.free(boxOf(instance, instance.evaluate('1+1', 'warm')));
	makeRoom(instance);
	instance.bytes.fill(0, instance.scratch, instance.scratch + scratchBytes);
}

/** Frees what is garbage, and sees to it that there is free memory, which is zero. */
export function makeRoom(instance: Instance): void {
	const { exports } = instance;
	exports.qjs_run_gc();
	const at = instance.allocate(roomBytes);
	instance.bytes.fill(0, at, at + roomBytes);
	exports.wasm_free(at);
	exports.qjs_set_gc_threshold(usedBytes(instance) + garbageBytes);
}

/** What QuickJS counts as allocated. */
export function usedBytes(instance: Instance): number {
	const usageBytes = 26 * 8;
	const at = instance.allocate(usageBytes);
	instance.exports.qjs_compute_memory_usage(at);
	const used = Number(instance.bytes.readBigInt64LE(at));
	instance.bytes.fill(0, at, at + usageBytes);
	instance.exports.wasm_free(at);
	return used;
}

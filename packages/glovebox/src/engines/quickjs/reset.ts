/**
 * Makes an instance's state that of the image.
 *
 * Runs on: host.
 * Trusts: nothing in the instance.
 *
 * All state of an instance: its linear memory, of the image's size; one WebAssembly global, the stack pointer; its function table,
 * which nothing in the module can write to. The host keeps no handle, callback or counter for it beyond `Instance.host`.
 */
import type { Image } from './image.ts';
import { Instance } from './instance.ts';
import { meterAllocator } from './meter.ts';

/**
 * Overwrites an instance that has not grown, in about 30 us: all of its memory that QuickJS's stack and heap can be in. Between
 * the two lies what no code of the module uses (`stack.ts`); it is zero, and zeroing it again would take a third longer.
 */
export function reset(instance: Instance, image: Image): void {
	const bytes = instance.bytes;
	for (const gap of image.gaps) bytes.fill(0, gap.at, gap.end);
	for (const run of image.runs) bytes.set(run.bytes, run.at);
	instance.exports.__stack_pointer.value = image.stackPointer;
}

/** A new instance in the image's state, in about 0.5 ms: its memory is zero but for the module's own data. */
export function instantiate(image: Image, mostPages: number): Instance {
	const instance = new Instance(image.module, image.pages, mostPages);
	for (const run of image.runs) instance.bytes.set(run.bytes, run.at);
	instance.exports.__stack_pointer.value = image.stackPointer;
	instance.context = image.places.context;
	instance.scratch = image.places.scratch;
	instance.undefinedBox = image.places.undefined;
	instance.scripts = image.scripts;
	meterAllocator(instance.exports.__indirect_function_table, image.allocator, (bytes) => instance.host?.refused(bytes));
	return instance;
}

/** Whether an instance can be reset: memory never shrinks, and an allocator made to forget what it grew would grow it again. */
export function canReset(instance: Instance, image: Image): boolean {
	return instance.pages === image.pages;
}

/**
 * Makes an instance's state that of the image, whatever it was.
 *
 * Runs on: host.
 * Trusts: nothing in the instance.
 *
 * All state of an instance: its linear memory, of the image's size; one WebAssembly global, the stack pointer; its function table,
 * which nothing in the module can write to. The host keeps no handle, callback or counter for it beyond `Instance.host`.
 */
import type { Image } from './image.ts';
import type { Instance } from './instance.ts';

/** Overwrites all of an instance that has not grown, in about 25 us. */
export function reset(instance: Instance, image: Image): void {
	const bytes = instance.bytes;
	let at = 0;
	for (const run of image.runs) {
		if (run.at > at) bytes.fill(0, at, run.at);
		bytes.set(run.bytes, run.at);
		at = run.at + run.bytes.length;
	}
	if (at < bytes.length) bytes.fill(0, at);
	instance.exports.__stack_pointer.value = image.stackPointer;
}

/** Gives a new instance, whose memory is zero but for the module's own data, the image's state. */
export function loadInto(instance: Instance, image: Image): void {
	for (const run of image.runs) instance.bytes.set(run.bytes, run.at);
	instance.exports.__stack_pointer.value = image.stackPointer;
}

/** Whether an instance can be reset: memory never shrinks, and an allocator made to forget what it grew would grow it again. */
export function canReset(instance: Instance, image: Image): boolean {
	return instance.pages === image.pages;
}

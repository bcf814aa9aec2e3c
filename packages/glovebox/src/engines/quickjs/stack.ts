/**
 * The two stacks of a guest: QuickJS's own, in linear memory, which `stackBytes` limits, and the thread's, on which its compiled
 * code runs.
 *
 * Runs on: host.
 * Trusts: nothing; how deep the thread's stack is, is tried and not computed.
 *
 * | of a main thread's 984 KiB (Node 26, quickjs-wasi 3.6.2, before the optimising compiler) | used up at |
 * |---|---|
 * | JSON and sources nested without end | over 64 KiB of QuickJS's stack |
 * | functions, getters, iterators that call themselves | over 256 KiB |
 * | plain functions | over 512 KiB |
 *
 * So with the 256 KiB of the default, 1 000 calls of a plain function, recursion of functions ends as a RangeError that the guest
 * can catch. JSON nested about 5 000 deep, and source nested about 800 deep that a guest passes to `eval`, end the realm instead.
 * Under 64 KiB nothing does.
 */
import type { Instance } from './instance.ts';

export const stackBytes = { default: 256 * 1_024, least: 16 * 1_024, most: 256 * 1_024 } as const;

/**
 * Where QuickJS's stack begins, and grows down from. The module would begin at 1 MiB, of which a guest may use a quarter. Below is
 * room for native code that calls itself without asking for the limit; below that is address 0, where WebAssembly traps.
 */
export const stackTop = stackBytes.most + 64 * 1_024;
/** Where the module has its data, and its heap after that: where its own stack would begin. */
export const dataStart = 1_024 * 1_024;

/** Nothing of a guest can use up the thread's stack before this much of QuickJS's. */
const shallowBytes = 48 * 1_024;
/** About 100 KiB: more than what the host does for one message. */
const probeDepth = 1_000;

/** Throws what `isHostStackOverflow` recognises where too little of the thread's stack is left for the host's own functions. */
export function requireHostStack(instance: Instance): void {
	if (stackTop - instance.exports.__stack_pointer.value > shallowBytes) probe(probeDepth);
}

function probe(depth: number): number {
	return depth === 0 ? 0 : probe(depth - 1) + 1;
}

export function isHostStackOverflow(error: unknown): boolean {
	return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

/** What a guest is told to have thrown when it used up the thread's stack. */
export const overflowMessage = JSON.stringify([
	'fail',
	{ name: 'RangeError', message: 'Maximum call stack size exceeded', stack: '', value: null },
]);

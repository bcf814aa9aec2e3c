/**
 * The stack of an error, so that its first line is where the error was made.
 *
 * Runs on: guest.
 * Trusts: nothing. A guest chooses names, prototypes and the stack itself: it can only mislead about its own error.
 */
import { stringIndexOf as indexOf } from '../codec/intrinsics.ts';
import { ErrorClass, getOwnPropertyDescriptor, getPrototypeOf, slice } from './intrinsics.ts';

// A proxy answers with a new proxy for as long as it is asked.
const longestChain = 100;

/**
 * QuickJS begins a stack with the constructors of the error's classes, down to its own. V8 leaves them out, as the place that
 * one wants to see is the one behind them. Throws what a proxy among the prototypes throws.
 */
export function withoutConstructors(stack: string, prototype: object | null): string {
	if (prototype === null || prototype === ErrorClass.prototype || !startsWithConstructor(stack, prototype)) return stack;
	const frame = frameOf(prototype);
	const own = frame === '' ? -1 : indexOf(stack, frame);
	const end = own < 0 ? -1 : indexOf(stack, '\n', own);
	return end < 0 ? stack : slice(stack, end + 1);
}

function startsWithConstructor(stack: string, prototype: object): boolean {
	let at: object | null = prototype;
	for (let step = 0; at !== null && step < longestChain; step += 1) {
		const frame = frameOf(at);
		if (frame !== '' && slice(stack, 0, frame.length) === frame) return true;
		at = getPrototypeOf(at);
	}
	return false;
}

/** How QuickJS begins the line of the constructor that belongs to a prototype; empty where it has none. */
function frameOf(prototype: object): string {
	const maker: unknown = getOwnPropertyDescriptor(prototype, 'constructor')?.value;
	if (typeof maker !== 'function') return '';
	const name: unknown = getOwnPropertyDescriptor(maker, 'name')?.value;
	return '    at ' + (typeof name === 'string' && name !== '' ? name : '<anonymous>') + ' (';
}

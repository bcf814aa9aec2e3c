/**
 * The stack of an error: its first line says what went wrong, the next one where.
 *
 * Runs on: guest.
 * Trusts: the fresh realm for `nameErrorsInStacks`. After that nothing: a guest chooses names, prototypes and the stack itself, and can
 * only mislead about its own error.
 */
import { stringIndexOf as indexOf, uncurry } from '../codec/intrinsics.ts';
import { apply, defineProperty, ErrorClass, getOwnPropertyDescriptor, getPrototypeOf, nameFunction, slice } from './intrinsics.ts';

// A proxy answers with a new proxy for as long as it is asked.
const longestChain = 100;
const toText = uncurry<object, [], string>(ErrorClass.prototype.toString);

/**
 * A stack of QuickJS has frames only. Code that prints `error.stack` counts on the name and the message before them, as V8 has them:
 * the accessor of all errors, and what `captureStackTrace` leaves on an object, are given them.
 */
export function nameErrorsInStacks(): void {
	const { get, set } = getOwnPropertyDescriptor(ErrorClass.prototype, 'stack') ?? {};
	// V8 keeps the stack on each error.
	if (get === undefined || set === undefined) return;
	const accessor = {
		__proto__: null,
		get(this: unknown): unknown {
			const frames: unknown = apply(get, this, []);
			return typeof frames === 'string' ? withHeader(withoutConstructors(frames, this as object), this as object) : frames;
		},
		set,
		enumerable: false,
		configurable: true,
	};
	nameFunction(accessor.get, 'get stack', 0);
	defineProperty(ErrorClass.prototype, 'stack', accessor as unknown as PropertyDescriptor);
	nameCaptured();
}

function nameCaptured(): void {
	type Capture = (target: object, above?: unknown) => void;
	const holder = ErrorClass as unknown as { captureStackTrace: Capture };
	const capture = holder.captureStackTrace;
	const captureStackTrace: Capture = (target, above) => {
		apply(capture, ErrorClass, [target, typeof above === 'function' ? above : captureStackTrace]);
		const stack: unknown = getOwnPropertyDescriptor(target, 'stack')?.value;
		if (typeof stack !== 'string') return;
		defineProperty(target, 'stack', { __proto__: null, value: withHeader(stack, target) } as PropertyDescriptor);
	};
	nameFunction(captureStackTrace, 'captureStackTrace', 2);
	holder.captureStackTrace = captureStackTrace;
}

function withHeader(frames: string, error: object): string {
	const end = slice(frames, -1) === '\n' ? -1 : frames.length;
	return headerOf(error) + '\n' + slice(frames, 0, end);
}

function headerOf(error: object): string {
	try {
		return toText(error);
	} catch {
		// Its name or message is a getter that throws.
		return 'Error';
	}
}

/** The frames of a stack, without the text of the error before them: a long one would leave no room. */
export function framesOf(stack: string, error: object): string {
	const header = headerOf(error) + '\n';
	return slice(stack, 0, header.length) === header ? slice(stack, header.length) : stack;
}

/**
 * QuickJS begins with the constructors of the error's classes, down to its own. V8 leaves them out, as the place that one wants to see
 * is the one behind them.
 */
function withoutConstructors(frames: string, error: object): string {
	try {
		const prototype = getPrototypeOf(error);
		if (prototype === null || prototype === ErrorClass.prototype || !startsWithConstructor(frames, prototype)) return frames;
		const frame = frameOf(prototype);
		const own = frame === '' ? -1 : indexOf(frames, frame);
		const end = own < 0 ? -1 : indexOf(frames, '\n', own);
		return end < 0 ? frames : slice(frames, end + 1);
	} catch {
		// What a proxy among its prototypes throws.
		return frames;
	}
}

function startsWithConstructor(frames: string, prototype: object): boolean {
	let at: object | null = prototype;
	for (let step = 0; at !== null && step < longestChain; step += 1) {
		const frame = frameOf(at);
		if (frame !== '' && slice(frames, 0, frame.length) === frame) return true;
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

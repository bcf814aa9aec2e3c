/**
 * Errors as text: their stack, with the name and message in front on every engine.
 *
 * Runs on: guest.
 * Trusts: nothing. An engine may call the guest's `Error.prepareStackTrace` to make the stack.
 */
import { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, slice } from '../intrinsics.ts';
import { type Identity, prefixOf } from './identity.ts';
import type { Inspection } from './inspection.ts';
import { indexOf, isStackGetter, readStack, repeat } from './intrinsics.ts';
import { chainData } from './property.ts';
import { includes, shorten, startsWith } from './text.ts';

/** How the frames of a stack begin, in both engines. */
export const frameStart = '    at ';

/** The text of an error: `TypeError: message` and its frames, or in brackets where it has none. */
export function writeStack(inspection: Inspection, error: object, identity: Identity): string {
	const name = textOf(chainData(inspection, error, 'name')) ?? 'Error';
	const message = textOf(chainData(inspection, error, 'message')) ?? '';
	const stack = shorten(nameClass(fullStack(inspection, error, name, message), name, identity));
	const framesFrom = indexOf(stack, `\n${frameStart}`, includes(stack, message) ? indexOf(stack, message) + message.length : 0);
	const shown = framesFrom === -1 ? `[${stack}]` : stack;
	return inspection.indentation === 0 ? shown : indentRest(shown, inspection.indentation);
}

/** The frames in a stack that an engine made, without what is before them. */
export function framesOf(stack: unknown): string {
	if (typeof stack !== 'string') return '';
	if (startsWith(stack, frameStart)) return withoutLineEnd(stack);
	const found = indexOf(stack, `\n${frameStart}`);
	return found === -1 ? '' : withoutLineEnd(slice(stack, found + 1));
}

/** QuickJS keeps frames only, V8 puts in front what the name was when the error was made: both become name, message, frames as they are now. */
function fullStack(inspection: Inspection, error: object, name: string, message: string): string {
	const header = headerOf(name, message);
	const stack = ownStack(error);
	if (stack === undefined || stack === '') return header;
	if (startsWith(stack, frameStart)) return `${header}\n${withoutLineEnd(stack)}`;
	const prototype = getPrototypeOf(error);
	const earlierName = prototype === null ? undefined : textOf(chainData(inspection, prototype, 'name'));
	const earlier = headerOf(earlierName ?? 'Error', message);
	return startsWith(stack, `${earlier}\n`) ? header + slice(stack, earlier.length) : stack;
}

/** As data, or by the engine's own accessor. A guest's getter is not called. */
function ownStack(error: object): string | undefined {
	const own = getOwnPropertyDescriptor(error, 'stack');
	if (own !== undefined && hasOwn(own, 'value')) return textOf(own.value);
	if (readStack === undefined || (own !== undefined && !isStackGetter(own.get))) return undefined;
	try {
		return textOf(readStack(error));
	} catch {
		return undefined;
	}
}

/** Names the class of an error that only has the name of the class it extends: `MyError: m`, `Odd [Error]: m`. */
function nameClass(stack: string, name: string, identity: Identity): string {
	const named = slice(name, -5) === 'Error' && startsWith(stack, name) && isNameEnd(slice(stack, name.length, name.length + 1));
	if (!named && identity.name !== null) return stack;
	const className = slice(prefixOf(identity, 'Error'), 0, -1);
	if (className === name || !startsWith(stack, name)) return stack;
	const rest = slice(stack, name.length);
	return includes(className, name) ? className + rest : `${className} [${name}]${rest}`;
}

function isNameEnd(character: string): boolean {
	return character === '' || character === ':' || character === '\n';
}

function headerOf(name: string, message: string): string {
	if (name === '') return message;
	return message === '' ? name : `${name}: ${message}`;
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function withoutLineEnd(text: string): string {
	return slice(text, -1) === '\n' ? slice(text, 0, -1) : text;
}

function indentRest(text: string, indentation: number): string {
	let indented = '';
	let start = 0;
	for (let end = indexOf(text, '\n'); end !== -1; end = indexOf(text, '\n', start)) {
		indented += slice(text, start, end + 1) + repeat(' ', indentation);
		start = end + 1;
	}
	return indented + slice(text, start);
}

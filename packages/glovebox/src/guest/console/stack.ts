/**
 * Errors as text: their stack, with the name and message in front on every engine.
 *
 * Runs on: guest.
 * Trusts: nothing. An engine may call the guest's `Error.prepareStackTrace` to make the stack.
 */
import { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, stringIndexOf, stringRepeat, stringSlice } from '../../codec/intrinsics.ts';
import { isStackGetter, readStack } from './intrinsics.ts';
import { type Identity, prefixOf } from './identity.ts';
import type { Inspection } from './inspection.ts';
import { chainData } from './property.ts';
import { includes, shorten, startsWith } from './text.ts';

/** How the frames of a stack begin, in both engines. */
const frameStart = '    at ';

/** The text of an error: `TypeError: message` and its frames, or in brackets where it has none. */
export function writeStack(inspection: Inspection, error: object, identity: Identity): string {
	const name = textOf(chainData(inspection, error, 'name')) ?? 'Error';
	const message = textOf(chainData(inspection, error, 'message')) ?? '';
	const stack = shorten(nameClass(fullStack(inspection, error, name, message), name, identity));
	const framesFrom = stringIndexOf(stack, `\n${frameStart}`, includes(stack, message) ? stringIndexOf(stack, message) + message.length : 0);
	const frames = framesFrom === -1 ? '' : guestFrames(stringSlice(stack, framesFrom + 1));
	const header = framesFrom === -1 ? stack : stringSlice(stack, 0, framesFrom);
	const shown = frames === '' ? `[${header}]` : `${header}\n${frames}`;
	return inspection.indentation === 0 ? shown : indentRest(shown, inspection.indentation);
}

/** The guest's frames in a stack that an engine made, without what is before them. */
export function framesOf(stack: unknown): string {
	if (typeof stack !== 'string') return '';
	if (startsWith(stack, frameStart)) return guestFrames(withoutLineEnd(stack));
	const found = stringIndexOf(stack, `\n${frameStart}`);
	return found === -1 ? '' : guestFrames(withoutLineEnd(stringSlice(stack, found + 1)));
}

/** Leaves out the frames of the bridge and, in a realm of `node:vm`, those of the host, which are last. */
function guestFrames(frames: string): string {
	let kept = '';
	let start = 0;
	while (start <= frames.length) {
		const found = stringIndexOf(frames, '\n', start);
		const end = found === -1 ? frames.length : found;
		const line = stringSlice(frames, start, end);
		start = end + 1;
		if (startsWith(line, frameStart)) {
			if (includes(line, '(node:vm:')) break;
			if (includes(line, 'guest:bridge')) continue;
		}
		kept += kept === '' ? line : `\n${line}`;
	}
	return kept;
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
	return startsWith(stack, `${earlier}\n`) ? header + stringSlice(stack, earlier.length) : stack;
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
	const named = stringSlice(name, -5) === 'Error' && startsWith(stack, name) && isNameEnd(stringSlice(stack, name.length, name.length + 1));
	if (!named && identity.name !== null) return stack;
	const className = stringSlice(prefixOf(identity, 'Error'), 0, -1);
	if (className === name || !startsWith(stack, name)) return stack;
	const rest = stringSlice(stack, name.length);
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
	return stringSlice(text, -1) === '\n' ? stringSlice(text, 0, -1) : text;
}

function indentRest(text: string, indentation: number): string {
	let indented = '';
	let start = 0;
	for (let end = stringIndexOf(text, '\n'); end !== -1; end = stringIndexOf(text, '\n', start)) {
		indented += stringSlice(text, start, end + 1) + stringRepeat(' ', indentation);
		start = end + 1;
	}
	return indented + stringSlice(text, start);
}

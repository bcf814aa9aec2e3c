/** What the host says to a guest, as messages. The counterpart of `read-message.ts`. */
import { encodeItems, encodeValue, encodeWithin, type Scalar, scalarSize } from '../codec/index.ts';
import type { HostMessages, Message, Setup } from './message.ts';

const noBlobs: readonly Uint8Array[] = [];

export const wakeMessage: Message = { text: '["wake"]', blobs: noBlobs };

export const resumeMessage: Message = { text: '["resume"]', blobs: noBlobs };

export function setupMessage(setup: Setup): Message {
	return { text: JSON.stringify(['setup', setup]), blobs: noBlobs };
}

/** What is defined on a guest's global: `options.globals`, and `options.input` as `input`. */
export function globalsMessages(
	globals: Readonly<Record<string, unknown>>,
	options: { readonly input?: unknown },
	maxBytes: number,
): readonly Message[] {
	const messages: Message[] = [];
	if (Object.keys(globals).length > 0) messages.push(globalsMessage(globals, 'options.globals', maxBytes));
	// By itself, so that a refusal names it as its caller does.
	if ('input' in options) messages.push(globalsMessage({ input: options.input }, 'options', maxBytes));
	return messages;
}

function globalsMessage(values: Readonly<Record<string, unknown>>, root: string, maxBytes: number): Message {
	const { text, blobs } = encodeValue(values, { root, maxBytes });
	return { text: `["globals",${text}]`, blobs };
}

/** The answer to a host call. */
export function replyMessage(id: number, ok: 0 | 1, value: unknown, root: string, maxBytes: number): Message {
	const { text, blobs } = encodeWithin(value, root, maxBytes);
	return { text: `["reply",${id},${ok},${text}]`, blobs };
}

/** Calls, reads or writes a path of a session, whose JSON is `path`. Of the list `args` nothing is looked at but its items. */
export function invokeMessage(
	action: 'call' | 'get' | 'set',
	path: string,
	args: readonly unknown[],
	root: string,
	maxBytes: number,
): Message {
	const { text, blobs } = encodeItems(args, root, maxBytes);
	return { text: `["invoke","${action}",${path},${text}]`, blobs };
}

/** A module that is a value. */
export function moduleData(key: string, { text, blobs }: Message): Message {
	return { text: `["data",${JSON.stringify(key)},${text}]`, blobs };
}

/** The answer to an import: the key of a module that was sent, or why there is none. */
export function moduleAnswer(...answer: HostMessages['module']): Message {
	return { text: JSON.stringify(['module', ...answer]), blobs: noBlobs };
}

/** How many bytes a message counts for. */
export function sizeOf(message: Message): number {
	let bytes = Buffer.byteLength(message.text);
	for (const blob of message.blobs) bytes += blob.byteLength;
	return bytes;
}

/** How many bytes a value counts for that crosses without a message. */
export function scalarBytes(value: Scalar): number {
	return typeof value === 'string' ? Buffer.byteLength(value) + scalarSize.string : scalarSize.other;
}

/**
 * Descriptors that travel with a message, from process to process over a socket.
 *
 * Runs on: launch thread (sends) and zygotes (receive).
 * Trusts: both, which run our code alone.
 */
import type { Libc } from './libc.ts';

const socketLevel = 1;
const rights = 1;
/** No signal where nobody reads any more. */
const noSignal = 0x4000;
const closeOnExec = 0x40000000;
const headerBytes = 16;
const wordBytes = 4;

/** Sends a text with these descriptors; blocks until there is room for it. Throws where nobody reads any more. */
export function sendWith(libc: Libc, socket: number, text: string, fds: readonly number[]): void {
	const data = Buffer.from(text);
	libc.mustCall('sendmsg', socket, messageOf(libc, data, controlOf(fds)), noSignal);
}

/** What arrives next, with up to so many descriptors; an empty text is the end. Blocks until then. */
export function receiveWith(libc: Libc, socket: number, most: number): { readonly text: string; readonly fds: readonly number[] } {
	const data = Buffer.alloc(65_536);
	const control = Buffer.alloc(controlBytes(most));
	const message = messageOf(libc, data, control);
	const length = libc.mustCall('recvmsg', socket, message, closeOnExec);
	const fds: number[] = [];
	if (message.readBigUInt64LE(40) > 0n) {
		const end = Number(control.readBigUInt64LE(0));
		for (let at = headerBytes; at < end; at += wordBytes) fds.push(control.readInt32LE(at));
	}
	return { text: data.toString('utf8', 0, length), fds };
}

/** One `struct cmsghdr`, nothing where there is nothing to pass. */
function controlOf(fds: readonly number[]): Buffer {
	if (fds.length === 0) return Buffer.alloc(0);
	const control = Buffer.alloc(controlBytes(fds.length));
	control.writeBigUInt64LE(BigInt(headerBytes + wordBytes * fds.length), 0);
	control.writeInt32LE(socketLevel, 8);
	control.writeInt32LE(rights, 12);
	for (const [index, fd] of fds.entries()) control.writeInt32LE(fd, headerBytes + wordBytes * index);
	return control;
}

function controlBytes(count: number): number {
	return headerBytes + Math.ceil((wordBytes * count) / 8) * 8;
}

/** `struct msghdr`, and behind it the one `struct iovec` that it points to. */
function messageOf({ addressOf }: Libc, data: Buffer, control: Buffer): Buffer {
	const message = Buffer.alloc(56 + 16);
	message.writeBigUInt64LE(addressOf(message) + 56n, 16);
	message.writeBigUInt64LE(1n, 24);
	if (control.length > 0) {
		message.writeBigUInt64LE(addressOf(control), 32);
		message.writeBigUInt64LE(BigInt(control.length), 40);
	}
	message.writeBigUInt64LE(addressOf(data), 56);
	message.writeBigUInt64LE(BigInt(data.length), 64);
	return message;
}

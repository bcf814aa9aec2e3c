/** Which of a guest's messages a recording holds, and how two of them are compared and shown. */
import type { Failure, GuestMessage } from '../message.ts';
import { isSame, type Packed, unpack } from './recording.ts';
import { readGuestMessage } from '../read-message.ts';

const told = ['call', 'import', 'console', 'done', 'fail', 'unfit'] as const;
export type Told = Extract<GuestMessage, { type: (typeof told)[number] }>;

/** Whether a guest's message is part of what it did. The others follow from these, or tell of engines and machines. */
export function isTold(read: GuestMessage | undefined): read is Told {
	return read !== undefined && told.includes(read.type as Told['type']);
}

/** Whether the guest has answered with this. */
export function isAnswer({ type }: Told): boolean {
	return type === 'done' || type === 'fail' || type === 'unfit';
}

/** Whether a guest says now what it said then. Of an error its name and message count: frames are the engine's. */
export function saysTheSame(now: Packed, then: Packed): boolean {
	if (isSame(now, then)) return true;
	const [a, b] = [failureIn(now), failureIn(then)];
	return a !== undefined && b !== undefined && a.name === b.name && a.message === b.message;
}

function failureIn(packed: Packed): Failure | undefined {
	const read = readGuestMessage(unpack(packed));
	return read?.type === 'fail' ? read.failure : undefined;
}

/** A message for people, in a line. */
export function describe([text, ...blobs]: Packed): string {
	const short = text.length > 200 ? `${text.slice(0, 200)}…` : text;
	return blobs.length === 0 ? short : `${short} and ${blobs.length} byte array${blobs.length === 1 ? '' : 's'}`;
}

/**
 * Host calls that the guest holds promises of.
 *
 * Runs on: guest.
 * Trusts: the host's replies.
 */
import { decodeTrusted } from '../codec/index.ts';
import type { Encoded } from '../core/message.ts';
import { define, ErrorClass, hasOwn, PromiseClass, TypeErrorClass } from './intrinsics.ts';

export interface PendingCalls {
	/** The promise of a call that `begin` sends. */
	readonly wait: (id: number, begin: () => void) => Promise<unknown>;
	/** Settles a call. */
	readonly reply: (id: number, ok: unknown, value: Encoded, blobs: readonly Uint8Array[]) => void;
	/** As `reply`, of a call that succeeded with a scalar. */
	readonly settle: (id: number, value: unknown) => void;
	/** Replies to calls up to this one settle nothing any more. */
	readonly forget: (lastId: number) => void;
}

interface Pending {
	readonly resolve: (value: unknown) => void;
	readonly reject: (reason: unknown) => void;
}

type Waiting = Record<number, Pending | undefined>;

export function createPendingCalls(): PendingCalls {
	let waiting = { __proto__: null } as unknown as Waiting;
	let forgottenId = 0;

	const wait: PendingCalls['wait'] = (id, begin) =>
		new PromiseClass((resolve, reject) => {
			waiting[id] = { __proto__: null, resolve, reject } as Pending;
			begin();
		});

	const reply: PendingCalls['reply'] = (id, ok, value, blobs) => {
		const pending = waiting[id];
		if (pending === undefined) return;
		delete waiting[id];
		const { resolve, reject } = pending;
		try {
			const decoded = decodeTrusted(value, blobs);
			if (ok === 1) resolve(decoded);
			else reject(toError(decoded));
		} catch {
			reject(new ErrorClass('The answer cannot be read'));
		}
	};

	const settle: PendingCalls['settle'] = (id, value) => {
		const pending = waiting[id];
		if (pending === undefined) return;
		delete waiting[id];
		const { resolve } = pending;
		resolve(value);
	};

	const forget: PendingCalls['forget'] = (lastId) => {
		// A table costs a guest of QuickJS as much as a call.
		if (lastId === forgottenId) return;
		forgottenId = lastId;
		waiting = { __proto__: null } as unknown as Waiting;
	};

	return { wait, reply, settle, forget };
}

/** The host's error as an error of this realm: its name, message and details, and nothing else. A refused argument is a TypeError. */
export function toError(told: unknown): Error {
	const { name, message, details } = told as { readonly name: string; readonly message: string; readonly details?: unknown };
	const error = name === 'TypeError' ? new TypeErrorClass(message) : new ErrorClass(message);
	if (name !== 'TypeError') define(error, 'name', name, false);
	if (hasOwn(told as object, 'details')) define(error, 'details', details);
	return error;
}

/**
 * What leaves the guest without a message, where the host takes it so.
 *
 * Runs on: guest.
 * Trusts: nothing of the values: they are looked at, and none that could run code is passed on.
 */
import { areScalars, type PackedScalar, packScalar } from '../codec/index.ts';
import { apply, define, ErrorClass } from './intrinsics.ts';
import type { Account, Answer, Ask, Post, Settings } from './outbox.ts';

export interface Scalars {
	/** Calls the function of the host at a place, and waits; `undefined` where the arguments need a message. */
	readonly askScalars: (place: number, args: readonly unknown[]) => Answer | undefined;
	/** Calls the function of the host at a place, whose answer comes later; false where the arguments need a message. */
	readonly postScalars: (id: number, place: number, args: readonly unknown[]) => boolean;
	/** A value that can leave as it is; `undefined` for any other. */
	readonly pack: (value: unknown) => PackedScalar | undefined;
}

/** The host counts what leaves so. */
export function createScalars(settings: Settings, account: Account, postMessage: Post, askHost: Ask): Scalars {
	const room = () => settings.outputBytes - account.outputBytes;
	const askScalars: Scalars['askScalars'] = (place, args) => {
		if (settings.scalars !== 1 || !areScalars(args, room())) return undefined;
		const { length } = args;
		try {
			// A list costs a guest of QuickJS more than the call.
			if (length === 0) return askHost(place);
			if (length === 1) return askHost(place, args[0]);
			if (length === 2) return askHost(place, args[0], args[1]);
			return apply(askHost, undefined, listOf([place], args)) as Answer;
		} catch {
			// What an engine throws here may be the host's own object.
			throw new ErrorClass('The run is over');
		}
	};
	const postScalars: Scalars['postScalars'] = (id, place, args) => {
		if (settings.scalars !== 1 || !areScalars(args, room())) return false;
		account.isOpen = true;
		const { length } = args;
		if (length === 0) postMessage(id, place);
		else if (length === 1) postMessage(id, place, args[0]);
		else if (length === 2) postMessage(id, place, args[0], args[1]);
		else apply(postMessage, undefined, listOf([id, place], args));
		return true;
	};
	// Only strings need room: to ask how much there is, or what a number is packed as, costs a guest of QuickJS as much as a call.
	const pack: Scalars['pack'] = (value) => {
		if (settings.scalars !== 1) return undefined;
		return typeof value === 'number' ? value : packScalar(value, typeof value === 'string' ? room() : 0);
	};
	return { askScalars, postScalars, pack };
}

function listOf(list: unknown[], args: readonly unknown[]): unknown[] {
	for (let i = 0; i < args.length; i++) define(list, list.length, args[i]);
	return list;
}

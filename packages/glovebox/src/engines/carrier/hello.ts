/**
 * What the host says first: what the carrier is to be.
 *
 * Runs on: host and carriers.
 * Trusts: the host.
 */
import type { CarrierOptions } from '../../core/engine.ts';
import { type Message, protocolVersion } from '../../core/message.ts';
import type { Confined } from '../confine/proof.ts';
import { guestText } from '../guest-text.ts';
import { packedWebTexts } from '../web-text.ts';
import { type Frame, readJson } from './frame.ts';
import type { Ready } from './inner-engines.ts';

/** What the host has for it. */
export interface HelloParts {
	/** Of the engine inside. */
	readonly engine: string;
	/** How its process is confined, which it has to prove. */
	readonly confined?: Confined | undefined;
	readonly ready?: Ready;
	readonly options: CarrierOptions;
}

/** What the carrier makes of it. */
export interface Hello {
	readonly engine: string;
	/** How this process was confined, which is to be proven. */
	readonly confined: Confined | undefined;
	readonly ready: Ready;
	readonly options: CarrierOptions;
	/** For `provideGuestText` and `provideWebTexts`; `undefined` where this process has them. */
	readonly guest: string | undefined;
	readonly web: Uint8Array | undefined;
}

/** As it crosses. An endless limit is null, since JSON has no Infinity; what is bytes is a blob. */
interface HelloText extends Pick<CarrierOptions, 'stackBytes' | 'debug' | 'awaited'> {
	readonly protocol: number;
	readonly engine: string;
	readonly memoryBytes: number | null;
	readonly confined: Confined | undefined;
	readonly ready: Omit<Ready, BlobName>;
}

const blobNames = ['image', 'random'] as const satisfies (keyof Ready)[];
type BlobName = (typeof blobNames)[number];
/** The blobs before those: the guest text, and the web's. */
const textCount = 2;
const nothing = new Uint8Array();

/** Reads it, in the carrier. */
export function readHello(frame: Frame): Hello {
	const { engine, memoryBytes, stackBytes, confined, debug, awaited, ready } = readJson(frame) as HelloText;
	const [guest = nothing, web = nothing, ...blobs] = frame.blobs;
	const given = blobNames.flatMap((name, at) => (blobs[at]?.length ? [[name, blobs[at]]] : []));
	return {
		engine,
		confined,
		ready: { ...ready, ...Object.fromEntries(given) },
		options: { memoryBytes: memoryBytes ?? Infinity, stackBytes, debug, awaited, startMs: Infinity },
		guest: guest.length === 0 ? undefined : Buffer.from(guest).toString(),
		web: web.length === 0 ? undefined : web,
	};
}

/** As it is said to a copy of a carrier that has heard it whole: with no bytes but those that are its own. */
export function helloToCopy({ text, blobs }: Message): Message {
	const ownAt = textCount + blobNames.indexOf('random');
	return { text, blobs: blobs.map((blob, at) => (at === ownAt ? blob : nothing)) };
}

export function helloOf({ engine, confined, ready = {}, options }: HelloParts): Message {
	const { memoryBytes, stackBytes, debug, awaited } = options;
	const { builtins, addon } = ready;
	const hello = { protocol: protocolVersion, engine, memoryBytes, stackBytes, confined, debug, awaited, ready: { builtins, addon } };
	const blobs = blobNames.map((name) => ready[name] ?? nothing);
	return { text: JSON.stringify(hello), blobs: [bytesOf(guestText()), bytesOf(packedWebTexts()), ...blobs] };
}

const encoded = new Map<string, Uint8Array>();

/** The same few texts for every carrier. */
function bytesOf(text: string): Uint8Array {
	const bytes = encoded.get(text) ?? Buffer.from(text);
	encoded.set(text, bytes);
	return bytes;
}

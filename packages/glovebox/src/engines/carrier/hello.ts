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

/** What the host has for it. */
export interface HelloParts {
	/** Of the engine inside. */
	readonly engine: string;
	/** How its process is confined, which it has to prove. */
	readonly confined?: Confined | undefined;
	/** What the host has ready for the engine inside. */
	readonly ready?: Uint8Array | undefined;
	readonly options: CarrierOptions;
}

/** What the carrier makes of it. */
export interface Hello {
	readonly engine: string;
	/** How this process was confined, which is to be proven. */
	readonly confined: Confined | undefined;
	readonly options: CarrierOptions;
}

/** Reads it, in the carrier. */
export function readHello(frame: Frame): Hello {
	const hello = readJson(frame) as { engine: string; memoryBytes: number | null; stackBytes?: number; confined?: Confined } & Pick<
		CarrierOptions,
		'debug'
	>;
	const { engine, memoryBytes, stackBytes, confined, debug } = hello;
	return { engine, confined, options: { memoryBytes: memoryBytes ?? Infinity, stackBytes, debug, startMs: Infinity } };
}

/** An endless limit becomes null, since JSON has no Infinity. */
export function helloOf({ engine, confined, ready, options }: HelloParts): Message {
	const { memoryBytes, stackBytes, debug } = options;
	const text = JSON.stringify({ protocol: protocolVersion, engine, memoryBytes, stackBytes, confined, debug });
	return { text, blobs: [Buffer.from(guestText()), Buffer.from(packedWebTexts()), ...(ready ? [ready] : [])] };
}

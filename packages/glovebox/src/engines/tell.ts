/**
 * What an engine says of its guest without a message, to a host that takes it so, and with one to any other.
 *
 * Runs on: host, or inside a carrier.
 */
import { encodeValue, type Scalar } from '../codec/index.ts';
import type { RealmHost } from '../core/engine.ts';

const noBlobs: readonly Uint8Array[] = [];

/** The guest has nothing to do. */
export function tellIdle(host: RealmHost, entries: number): void {
	if (host.onIdle) host.onIdle(entries);
	else host.onMessage({ text: `["idle",${entries}]`, blobs: noBlobs }, true);
}

/** The program or call has its value. */
export function tellValue(host: RealmHost, value: Scalar): void {
	if (host.onValue) host.onValue(value);
	else host.onMessage({ text: `["done",${encodeValue(value).text}]`, blobs: noBlobs });
}

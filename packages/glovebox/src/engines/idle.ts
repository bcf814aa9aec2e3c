/**
 * How an engine says that its guest has nothing to do.
 *
 * Runs on: host, or inside a carrier.
 */
import type { RealmHost } from '../core/engine.ts';

const noBlobs: readonly Uint8Array[] = [];

/** Says so without a message to a host that takes it. */
export function tellIdle(host: RealmHost, entries: number): void {
	if (host.onIdle) host.onIdle(entries);
	else host.onMessage({ text: `["idle",${entries}]`, blobs: noBlobs }, true);
}

/**
 * What time it is for the guest and for its timers: the machine's, or one of its own that only timers move.
 *
 * Runs on: guest.
 * Trusts: the fresh realm in which it is evaluated.
 */
import { now as machineNow } from './intrinsics.ts';

let own: number | undefined;

/** Milliseconds since 1970. */
export function now(): number {
	return own ?? machineNow();
}

/** From here on the clock stands at `ms`, and moves by `reach` alone. */
export function stopClock(ms: number): void {
	own = ms;
}

/** It is `ms` at least: the time that a timer was set for has come. */
export function reach(ms: number): void {
	if (own !== undefined && ms > own) own = ms;
}

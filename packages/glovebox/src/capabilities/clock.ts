/**
 * Time, as coarse as the host wants it.
 *
 * Runs on: host.
 * Trusts: nothing of the guest; the functions take no arguments.
 */
import { type HostFunction, hostFunction } from '../core/capability.ts';
import { loadZod } from './load-package.ts';
import { readNames } from '../core/options.ts';
import { type CallLimits, readCallLimits, readCount } from './options.ts';
import { type Revocable, revocable } from './revocable.ts';

export interface ClockOptions extends CallLimits {
	/** The smallest difference that the clock shows, in milliseconds. Default 1; less helps a guest that measures others. */
	readonly resolutionMs?: number;
}

export type Clock = {
	/** Milliseconds since 1970. */
	readonly now: HostFunction;
	/** Milliseconds since the capability was made, from a clock that nobody sets. */
	readonly elapsed: HostFunction;
};

/**
 * Grants the time: `now()` and `elapsed()`, both synchronous.
 *
 * @throws RangeError naming the option that is wrong; EngineError GLOVEBOX_MISSING without zod.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { clock } from 'glovebox/capabilities';
 * await using sandbox = createSandbox({ capabilities: { clock: clock({ resolutionMs: 60_000 }) } });
 * console.log(await sandbox.evaluate('clock.now() % 60_000')); // → 0
 * ```
 */
export function clock(options: ClockOptions = {}): Revocable<Clock> {
	readNames(options, 'clock', ['resolutionMs', 'hostCalls', 'wallMs']);
	const resolutionMs = readCount(options.resolutionMs, 'options.resolutionMs', 1);
	const z = loadZod();
	const beganAt = performance.now();
	const coarse = (ms: number) => Math.floor(ms / resolutionMs) * resolutionMs;
	const read = (ms: () => number) =>
		hostFunction({ input: z.tuple([]), output: z.number(), sync: true, limits: readCallLimits(options), handler: () => coarse(ms()) });
	return revocable({ now: read(() => performance.timeOrigin + performance.now()), elapsed: read(() => performance.now() - beganAt) });
}

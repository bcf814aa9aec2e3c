/**
 * Makes a realm deterministic: its clock stands where it is told and moves with its timers, its random numbers come from a seed, and
 * what the garbage collector does cannot be seen.
 *
 * Runs on: guest, once, at `setup`, before any guest code.
 * Trusts: the fresh realm.
 */
import type { Setup } from '../core/message.ts';
import { now, stopClock } from './clock.ts';
import { installGuestDate } from './date.ts';
import { keepForever } from './finalization.ts';
import { defineMethod } from './intrinsics.ts';
import { makeRandom } from './random.ts';

export function installDeterminism(global: object, { seed, now: start }: NonNullable<Setup['deterministic']>): void {
	stopClock(start);
	defineMethod(Math, 'random', 0, makeRandom(seed));
	installGuestDate(global, now);
	keepForever(global);
}

/**
 * What the host tells the launcher, as one argument of its command line.
 *
 * Runs on: host and launcher.
 */
import type { Readable } from './ruleset.ts';
import type { KernelLimits } from './kernel-limits.ts';

export interface LaunchOrder extends Omit<Readable, 'links'> {
	readonly limits: KernelLimits;
	/** Node's arguments for what it becomes. */
	readonly carrier: readonly string[];
}

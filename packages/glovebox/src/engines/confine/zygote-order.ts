/**
 * What a launch thread and its zygotes tell each other: a line of JSON each, with the descriptors of a copy's wire beside its order.
 *
 * Runs on: launch thread and zygotes.
 */
import type { KernelLimits } from './kernel-limits.ts';
import type { LaunchReport } from './launch-order.ts';

/** What tells a process that it is to be a zygote, among its arguments. */
export const isZygote = '--zygote';

/** Where a zygote hears its orders. What it has to say, it says where carriers do. */
export const ordersDescriptor = 5;

export type ZygoteOrder =
	| { readonly type: 'copy'; readonly id: number; readonly limits: KernelLimits }
	| { readonly type: 'kill'; readonly id: number };

export type ZygoteReport =
	| { readonly type: 'copied'; readonly id: number; readonly pid: number }
	| Extract<LaunchReport, { readonly type: 'failed' | 'ended' }>;

/** Takes a stream apart into lines; the last of what has arrived may not have ended yet. */
export function lines<Line>(onLine: (line: Line) => void): (text: string) => void {
	let rest = '';
	return (text) => {
		const all = (rest + text).split('\n');
		rest = all.pop() ?? '';
		for (const line of all) onLine(JSON.parse(line) as Line);
	};
}

/** Options of capabilities, checked when one is made. */
import type { FunctionLimits } from '../core/capability.ts';

/** What every capability takes. */
export interface CallLimits {
	/** Most calls of each function in one run; over it the run ends. Default: the sandbox's `hostCalls` alone. */
	readonly hostCalls?: number;
	/** Longest that one call takes; over it the guest sees `HostError: <path> timed out`. Default: the run's deadline alone. */
	readonly wallMs?: number;
}

/** A positive number, `Infinity` included, or the default. */
export function readCount(value: unknown, name: string, fallback: number): number {
	if (value === undefined) return fallback;
	if (typeof value !== 'number' || !(value > 0)) throw new RangeError(`${name} must be a number above 0`);
	return value;
}

export function readCallLimits(options: CallLimits): FunctionLimits {
	const { hostCalls, wallMs } = options;
	for (const [name, value] of Object.entries({ hostCalls, wallMs })) readCount(value, `options.${name}`, 1);
	return { ...(hostCalls === undefined ? {} : { hostCalls }), ...(wallMs === undefined ? {} : { wallMs }) };
}

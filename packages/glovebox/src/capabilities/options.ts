/** Options of capabilities, checked when one is made. */
import type { FunctionLimits } from '../core/capability.ts';

/** What every capability takes. */
export interface CallLimits {
	/** Most calls of each function in one run; over it the run ends. Default: the sandbox's `hostCalls` alone. */
	readonly hostCalls?: number;
	/** Longest that one call takes; over it the guest sees `HostError: <path> timed out`. Default: the run's deadline alone. */
	readonly wallMs?: number;
}

/** Refuses names that are no option. */
export function readOptions(options: unknown, caller: string, names: readonly string[]): void {
	if (typeof options !== 'object' || options === null) throw new TypeError(`${caller}(options) takes an object`);
	for (const name of Object.keys(options)) {
		if (!names.includes(name)) throw new TypeError(`options.${name} is no option of ${caller}; the options are ${names.join(', ')}`);
	}
}

/** A positive number, `Infinity` included, or the default. */
export function readCount(value: unknown, name: string, fallback: number): number {
	if (value === undefined) return fallback;
	if (typeof value !== 'number' || !(value > 0)) throw new RangeError(`${name} must be a number above 0`);
	return value;
}

export function readCallLimits(options: CallLimits): FunctionLimits {
	const { hostCalls, wallMs } = options;
	return { ...(hostCalls === undefined ? {} : { hostCalls }), ...(wallMs === undefined ? {} : { wallMs }) };
}

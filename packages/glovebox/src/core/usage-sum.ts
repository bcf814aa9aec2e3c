/** What several calls used together. */
import type { Usage } from './outcome.ts';

/** Adds up what adds up; of memory the peak. A figure that one of them does not know is not known of both. */
export function sumUsage(before: Usage | undefined, usage: Usage): Usage {
	if (before === undefined) return usage;
	return {
		...usage,
		wallMs: before.wallMs + usage.wallMs,
		cpuMs: both(before.cpuMs, usage.cpuMs, (a, b) => a + b),
		queueMs: before.queueMs + usage.queueMs,
		startMs: before.startMs + usage.startMs,
		peakMemoryBytes: both(before.peakMemoryBytes, usage.peakMemoryBytes, Math.max),
		hostCalls: before.hostCalls + usage.hostCalls,
		consoleBytes: before.consoleBytes + usage.consoleBytes,
		outputBytes: before.outputBytes + usage.outputBytes,
	};
}

function both(first: number | undefined, second: number | undefined, join: (a: number, b: number) => number): number | undefined {
	return first === undefined || second === undefined ? undefined : join(first, second);
}

import { type GloveboxError, LimitError } from '../index.ts';

/** What the command's exit code says. */
export const exitCodes = { done: 0, guest: 1, usage: 2, host: 3, time: 124, limit: 125, interrupted: 130, memory: 137 } as const;

const limitCodes: ReadonlyMap<string, number> = new Map([
	['wallMs', exitCodes.time],
	['cpuMs', exitCodes.time],
	['memoryBytes', exitCodes.memory],
]);

/** The exit code for a run that failed. */
export function exitCodeFor(error: GloveboxError): number {
	if (error.code === 'GLOVEBOX_ABORTED') return exitCodes.interrupted;
	if (error instanceof LimitError) return limitCodes.get(error.details.limit) ?? exitCodes.limit;
	return error.code.startsWith('GLOVEBOX_GUEST_') ? exitCodes.guest : exitCodes.host;
}

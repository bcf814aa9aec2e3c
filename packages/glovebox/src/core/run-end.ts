/** How a run ends for a reason that is not the guest's. */
import type { Exit } from './engine.ts';
import { EngineError } from './errors.ts';
import type { Message } from './message.ts';
import type { Run } from './run.ts';

/** What a guest gets that waits for an answer when its run is over: it is stopped a moment later anyway. */
export const overMessage: Message = { text: '["reply",0,0,["J",{"name":"HostError","message":"The run is over"}]]', blobs: [] };

/** Nobody can settle what this guest waits for while it is on the caller's stack. */
export function needsAsync(message: string): EngineError {
	return new EngineError('GLOVEBOX_NEEDS_ASYNC', `${message}; use run, with an engine in a carrier or isolate()`);
}

/** The realm is gone. The host alone states why: what the engine says is one word of a few. */
export function endByExit(run: Run, exit: Exit, cpuMs: number | undefined): void {
	const { cpuMs: cpuLimit } = run.limits;
	if (exit.reason === 'memory') return run.exceed('memoryBytes');
	if (exit.reason === 'interrupted') {
		return cpuLimit !== undefined && performance.now() < run.deadline ? run.exceed('cpuMs', cpuMs) : run.exceed('wallMs');
	}
	const code = exit.reason === 'protocol' ? 'GLOVEBOX_PROTOCOL' : 'GLOVEBOX_CRASHED';
	const what = exit.reason === 'protocol' ? 'the carrier broke the protocol' : 'the carrier died';
	run.fail(new EngineError(code, `Cannot continue the guest: ${what}`, { details: { reason: exit.message } }));
}

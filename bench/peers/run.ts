/** `run` as its README has it: a function body, in a worker of its own. */
import { createRunner } from 'run';
import { type Peer, stopBytes } from './peer.ts';

const runner = createRunner({ limits: { timeoutMs: 10_000 } });

export const runPeer: Peer = {
	name: 'run',
	wall: 'WebAssembly in a thread',
	fresh: (expression) => resultOf(runner, expression),
	stop: (expression, ms) => resultOf(createRunner({ limits: { timeoutMs: ms, memoryLimitBytes: stopBytes } }), expression),
};

async function resultOf(by: typeof runner, expression: string): Promise<unknown> {
	const outcome = (await by.run({ source: `return ${expression};` })) as { readonly status?: string; readonly value?: unknown };
	if (outcome.status !== 'completed') throw new Error(`Ended: ${outcome.status}`);
	return outcome.value;
}

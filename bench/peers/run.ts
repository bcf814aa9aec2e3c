/** `run` as its README has it: a function body, in a worker of its own. */
import { createRunner } from 'run';
import type { Peer } from './peer.ts';

const runner = createRunner({ limits: { timeoutMs: 10_000 } });

export const runPeer: Peer = {
	name: 'run',
	wall: 'WebAssembly in a thread',
	fresh: async (expression) => ((await runner.run({ source: `return ${expression};` })) as { readonly value?: unknown }).value,
	stop: (expression, ms) => createRunner({ limits: { timeoutMs: ms } }).run({ source: `return ${expression};` }),
};

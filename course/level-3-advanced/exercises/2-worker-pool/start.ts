export interface PoolOptions {
	/** How many threads there are. */
	readonly size: number;
	/** How long a job may run, from the moment that it has a thread. */
	readonly deadlineMs: number;
	/** How many jobs may wait for a thread. */
	readonly queue: number;
	/** How much memory outside the heap (ArrayBuffers) a thread may hold. */
	readonly externalBytes: number;
}
/** `name` of the errors with which `run` rejects. What the job itself threw keeps its own name and message. */
export type Refusal = 'DeadlineError' | 'CrashError' | 'AbortError' | 'QueueFullError' | 'MemoryError';

export interface Pool {
	/** Runs the body of an async function of `input` on a thread, and gives what it returns. */
	run(body: string, input?: unknown, options?: { readonly signal?: AbortSignal }): Promise<unknown>;
	/** Ends all threads. */
	close(): Promise<void>;
}

/** A thread's program, which you may change: it runs one job after another. */
export const threadProgram = `
	const { parentPort } = require('node:worker_threads');
	parentPort.on('message', async ({ id, body, input }) => {
		try {
			const job = new Function('require', 'input', 'return (async () => {' + body + '})()');
			parentPort.postMessage({ id, value: await job(require, input) });
		} catch (error) {
			parentPort.postMessage({ id, error: { name: String(error?.name), message: String(error?.message) } });
		}
	});
`;

export function createPool(options: PoolOptions): Pool {
	// TODO: new Worker(threadProgram, { eval: true }), a queue, a deadline for each job. Import from 'node:worker_threads'.
	return { run: async () => undefined, close: async () => {} };
}

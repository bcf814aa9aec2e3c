/** Has no deadline. */
import { Worker } from 'node:worker_threads';
import type { Pool, PoolOptions, Refusal } from '../start.ts';

interface Job {
	readonly id: number;
	readonly body: string;
	readonly input: unknown;
	readonly signal: AbortSignal | undefined;
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
}
interface Thread {
	readonly worker: Worker;
	job: Job | undefined;
	stopWatching: () => void;
}
interface Answer {
	readonly id: number;
	readonly value?: unknown;
	readonly error?: { readonly name: string; readonly message: string };
}

const watchMs = 10;

const threadProgram = `
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

export function createPool({ size, queue, externalBytes }: PoolOptions): Pool {
	const threads = new Set<Thread>();
	const waiting: Job[] = [];
	let lastId = 0;
	let isClosed = false;

	function start(): void {
		const thread: Thread = { worker: new Worker(threadProgram, { eval: true, env: {} }), job: undefined, stopWatching: () => {} };
		threads.add(thread);
		thread.worker.on('message', (answer: Answer) => {
			// A number that was never given out twice tells a late answer from the one that is waited for.
			if (answer.id === thread.job?.id) finish(thread, answer);
		});
		thread.worker.on('error', () => {});
		thread.worker.on('exit', () => replace(thread, 'CrashError', 'The thread ended'));
	}

	/** Ends a thread, whatever it does, rejects its job, and puts another thread in its place. */
	function replace(thread: Thread, name: Refusal, message: string): void {
		if (!threads.delete(thread)) return;
		thread.stopWatching();
		thread.job?.reject(refusal(name, message));
		void thread.worker.terminate();
		if (!isClosed) start();
		next();
	}

	function finish(thread: Thread, { value, error }: Answer): void {
		const { job } = thread;
		thread.stopWatching();
		thread.job = undefined;
		if (error) job?.reject(Object.assign(new Error(error.message), { name: error.name }));
		else job?.resolve(value);
		next();
	}

	function next(): void {
		for (const thread of threads) {
			if (thread.job) continue;
			const job = waiting.shift();
			if (!job) return;
			thread.job = job;
			watch(thread, job);
			thread.worker.postMessage({ id: job.id, body: job.body, input: job.input });
		}
	}

	/** What can end a job from outside: its deadline, its caller, and memory that no limit of a thread counts. */
	function watch(thread: Thread, { signal }: Job): void {
		const onAbort = () => replace(thread, 'AbortError', 'The caller gave up');
		signal?.addEventListener('abort', onAbort, { once: true });
		const gauge = setInterval(async () => {
			const { external_memory: used } = await thread.worker.getHeapStatistics().catch(() => ({ external_memory: 0 }));
			if (used > externalBytes) replace(thread, 'MemoryError', 'The job holds too much memory outside the heap');
		}, watchMs);
		thread.stopWatching = () => {
			clearInterval(gauge);
			signal?.removeEventListener('abort', onAbort);
		};
	}

	for (let at = 0; at < size; at++) start();
	return {
		run(body, input, { signal } = {}) {
			if (signal?.aborted) return Promise.reject(refusal('AbortError', 'The caller gave up'));
			const isBusy = [...threads].every(({ job }) => job);
			if (isBusy && waiting.length >= queue) return Promise.reject(refusal('QueueFullError', 'Too many jobs are waiting'));
			const { promise, resolve, reject } = Promise.withResolvers<unknown>();
			const job: Job = { id: ++lastId, body, input, signal, resolve, reject };
			signal?.addEventListener('abort', () => {
				const at = waiting.indexOf(job);
				if (at !== -1) waiting.splice(at, 1);
				if (at !== -1) reject(refusal('AbortError', 'The caller gave up'));
			});
			waiting.push(job);
			next();
			return promise;
		},
		async close() {
			isClosed = true;
			for (const thread of threads) replace(thread, 'AbortError', 'The pool is closed');
			for (const job of waiting.splice(0)) job.reject(refusal('AbortError', 'The pool is closed'));
		},
	};
}

function refusal(name: Refusal, message: string): Error {
	return Object.assign(new Error(message), { name });
}

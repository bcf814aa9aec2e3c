/** Hears an abort in the queue only. */
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

export function createPool(options: PoolOptions): Pool {
	return new ThreadPool(options);
}

class ThreadPool implements Pool {
	readonly #options: PoolOptions;
	readonly #threads = new Set<Thread>();
	readonly #waiting: Job[] = [];
	#lastId = 0;
	#isClosed = false;

	constructor(options: PoolOptions) {
		this.#options = options;
		for (let at = 0; at < options.size; at++) this.#start();
	}

	run(body: string, input?: unknown, { signal }: { readonly signal?: AbortSignal } = {}): Promise<unknown> {
		if (signal?.aborted) return Promise.reject(refusal('AbortError', 'The caller gave up'));
		if (this.#isFull()) return Promise.reject(refusal('QueueFullError', 'Too many jobs are waiting'));
		const { promise, resolve, reject } = Promise.withResolvers<unknown>();
		const job: Job = { id: ++this.#lastId, body, input, signal, resolve, reject };
		signal?.addEventListener('abort', () => this.#forget(job));
		this.#waiting.push(job);
		this.#next();
		return promise;
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		for (const thread of this.#threads) this.#replace(thread, 'AbortError', 'The pool is closed');
		for (const job of this.#waiting.splice(0)) job.reject(refusal('AbortError', 'The pool is closed'));
	}

	#start(): void {
		const thread: Thread = { worker: new Worker(threadProgram, { eval: true, env: {} }), job: undefined, stopWatching: () => {} };
		this.#threads.add(thread);
		thread.worker.on('message', (answer: Answer) => {
			// A number that was never given out twice tells a late answer from the one that is waited for.
			if (answer.id === thread.job?.id) this.#finish(thread, answer);
		});
		thread.worker.on('error', () => {});
		thread.worker.on('exit', () => this.#replace(thread, 'CrashError', 'The thread ended'));
	}

	/** Ends a thread, whatever it does, rejects its job, and puts another thread in its place. */
	#replace(thread: Thread, name: Refusal, message: string): void {
		if (!this.#threads.delete(thread)) return;
		thread.stopWatching();
		thread.job?.reject(refusal(name, message));
		void thread.worker.terminate();
		if (!this.#isClosed) this.#start();
		this.#next();
	}

	#finish(thread: Thread, { value, error }: Answer): void {
		const { job } = thread;
		thread.stopWatching();
		thread.job = undefined;
		if (error) job?.reject(Object.assign(new Error(error.message), { name: error.name }));
		else job?.resolve(value);
		this.#next();
	}

	#next(): void {
		for (const thread of this.#threads) {
			if (thread.job) continue;
			const job = this.#waiting.shift();
			if (!job) return;
			thread.job = job;
			this.#watch(thread);
			thread.worker.postMessage({ id: job.id, body: job.body, input: job.input });
		}
	}

	/** What can end a job from outside: its deadline, its caller, and memory that no limit of a thread counts. */
	#watch(thread: Thread): void {
		const { deadlineMs, externalBytes } = this.#options;
		const deadline = setTimeout(() => this.#replace(thread, 'DeadlineError', `The job ran for ${deadlineMs} ms`), deadlineMs);
		const gauge = setInterval(async () => {
			const { external_memory: used } = await thread.worker.getHeapStatistics().catch(() => ({ external_memory: 0 }));
			if (used > externalBytes) this.#replace(thread, 'MemoryError', 'The job holds too much memory outside the heap');
		}, watchMs);
		thread.stopWatching = () => {
			clearTimeout(deadline);
			clearInterval(gauge);
		};
	}

	#isFull(): boolean {
		return [...this.#threads].every(({ job }) => job) && this.#waiting.length >= this.#options.queue;
	}

	/** Takes out a job that still waits; one that runs is ended by whoever watches it. */
	#forget(job: Job): void {
		const at = this.#waiting.indexOf(job);
		if (at === -1) return;
		this.#waiting.splice(at, 1);
		job.reject(refusal('AbortError', 'The caller gave up'));
	}
}

function refusal(name: Refusal, message: string): Error {
	return Object.assign(new Error(message), { name });
}

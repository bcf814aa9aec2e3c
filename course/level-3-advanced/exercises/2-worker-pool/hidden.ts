import { check, hide } from 'glovebox/grading';
import type { Pool, PoolOptions } from './start.ts';

interface Submission {
	readonly createPool: (options: PoolOptions) => Pool;
}

const operating = '../../guides/5-operating-it.md';
const memory = '../../guides/3-memory-leaks-monitoring.md';

export const hidden = hide([
	check({
		id: 'answers',
		task: 4,
		sentence: 'gives each caller the answer to its own question, also after one gave up',
		guide: operating,
		why: 'An answer that comes late finds whoever waits at that place now. Only a number that is never used again tells them apart.',
		input: { givesUpAfterMs: 50, firstTakesMs: 300 },
		drive: async ({ createPool }: Submission, { givesUpAfterMs, firstTakesMs }) => {
			const pool = createPool({ size: 1, deadlineMs: 3_000, queue: 9, externalBytes: 2 ** 28 });
			await pool.run('return 0');
			const caller = new AbortController();
			const first = pool.run(`await new Promise((done) => setTimeout(done, ${firstTakesMs})); return "first"`, undefined, {
				signal: caller.signal,
			});
			setTimeout(() => caller.abort(), givesUpAfterMs);
			const gaveUp = await first.catch((error: Error) => error.name);
			const second = await pool.run('await new Promise((done) => setTimeout(done, 600)); return "second"');
			await pool.close();
			return [gaveUp, second];
		},
		expect: ['AbortError', 'second'],
		mistakes: [
			{ id: 'mixed-up', when: (got) => got[1] === 'first', message: 'The second caller got the answer to the first one’s question.' },
			{ id: 'abort-ignored', when: (got) => got[0] === 'first', message: 'The caller had given up, and got an answer all the same.' },
		],
	}),
	check({
		id: 'waiting',
		task: 4,
		sentence: 'never runs a job whose caller gave up while it waited',
		guide: operating,
		why: 'A signal matters in the queue too: there it saves the whole job.',
		drive: async ({ createPool }: Submission) => {
			const pool = createPool({ size: 1, deadlineMs: 3_000, queue: 9, externalBytes: 2 ** 28 });
			const { BroadcastChannel } = await import('node:worker_threads');
			const news = new BroadcastChannel('news');
			let ran = 0;
			news.onmessage = () => {
				ran += 1;
			};
			const tell = 'new (require("node:worker_threads").BroadcastChannel)("news").postMessage(1)';
			const caller = new AbortController();
			const busy = pool.run('await new Promise((done) => setTimeout(done, 200))');
			const waiting = pool.run(tell, undefined, { signal: caller.signal }).catch((error: Error) => error.name);
			caller.abort();
			await busy;
			await pool.run('await new Promise((done) => setTimeout(done, 100))');
			news.close();
			await pool.close();
			return [await waiting, ran];
		},
		expect: ['AbortError', 0],
		mistakes: [{ id: 'ran-after-abort', when: (got) => got[1] === 1, message: 'The job ran although nobody wanted its answer any more.' }],
	}),
	check({
		id: 'full',
		task: 4,
		sentence: 'refuses a job at once when enough are waiting',
		guide: operating,
		why: 'A queue without an end turns too much work into too much memory and answers that come too late for anybody.',
		drive: async ({ createPool }: Submission) => {
			const pool = createPool({ size: 1, deadlineMs: 3_000, queue: 1, externalBytes: 2 ** 28 });
			const jobs = [1, 2, 3].map(() =>
				pool.run('await new Promise((done) => setTimeout(done, 100)); return 1').catch((error: Error) => error.name),
			);
			const got = await Promise.all(jobs);
			await pool.close();
			return got;
		},
		expect: [1, 1, 'QueueFullError'],
		mistakes: [
			{ id: 'no-back-pressure', when: (got) => got[2] === 1, message: 'All jobs were taken in, however many were waiting already.' },
		],
	}),
	check({
		id: 'external',
		task: 5,
		sentence: 'ends a job that fills memory outside the heap',
		guide: memory,
		why: 'resourceLimits bound the heap of a thread. The bytes of ArrayBuffers are not in it.',
		input: { externalBytes: 32 * 2 ** 20 },
		drive: async ({ createPool }: Submission, { externalBytes }) => {
			const pool = createPool({ size: 1, deadlineMs: 3_000, queue: 9, externalBytes });
			const body =
				'const all = []; for (let at = 0; at < 12; at++) { all.push(new Uint8Array(2 ** 23).fill(1)); const end = Date.now() + 50; while (Date.now() < end); } return all.length';
			const got = [await pool.run(body).catch((error: Error) => error.name), await pool.run('return 1')];
			await pool.close();
			return got;
		},
		expect: ['MemoryError', 1],
		mistakes: [
			{
				id: 'heap-only',
				when: (got) => got[0] === 12,
				message: 'The job held 96 MiB where 32 were allowed: nothing of yours saw the bytes of its ArrayBuffers.',
			},
		],
	}),
]);

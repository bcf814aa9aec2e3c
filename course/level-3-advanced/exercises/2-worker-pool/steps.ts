import { check, defineExercise } from 'glovebox/grading';
import type { Pool, PoolOptions } from './start.ts';

interface Submission {
	readonly createPool: (options: PoolOptions) => Pool;
}

const operating = '../../guides/5-operating-it.md';
const levels = '../../guides/1-threat-model-and-levels.md';

export const exercise = defineExercise({
	title: 'A pool of threads',
	builtins: ['worker_threads'],
	limits: { wallMs: 5_000, memoryBytes: 512 * 2 ** 20 },
	steps: [
		check({
			id: 'jobs',
			task: 1,
			sentence: 'runs jobs on threads and gives back what they return or throw',
			guide: levels,
			why: 'The job runs elsewhere: value and error come back as messages, which are copies.',
			input: ['return input * 2', 'throw new RangeError("too far")'],
			drive: async ({ createPool }: Submission, [double = '', fail = '']) => {
				const pool = createPool({ size: 1, deadlineMs: 5_000, queue: 9, externalBytes: 2 ** 28 });
				const value = await pool.run(double, 21);
				const error = await pool.run(fail).catch((thrown: Error) => `${thrown.name}: ${thrown.message}`);
				const isMain = await pool.run('return require("node:worker_threads").isMainThread');
				await pool.close();
				return [value, error, isMain];
			},
			expect: [42, 'RangeError: too far', false],
		}),
		check({
			id: 'reuse',
			task: 1,
			sentence: 'runs a hundred jobs on the two threads that it has, both at work',
			guide: operating,
			why: 'A thread takes tens of milliseconds and megabytes to start. A pool is there to pay that once.',
			drive: async ({ createPool }: Submission) => {
				const pool = createPool({ size: 2, deadlineMs: 5_000, queue: 200, externalBytes: 2 ** 28 });
				const body = 'await new Promise(setImmediate); return require("node:worker_threads").threadId';
				const ids = await Promise.all(Array.from({ length: 100 }, () => pool.run(body)));
				await pool.close();
				return new Set(ids).size;
			},
			expect: 2,
			mistakes: [
				{
					id: 'thread-a-job',
					when: (threads, failure) => threads > 2 || failure !== undefined,
					message: 'Each job had a thread of its own: that is no pool.',
				},
				{ id: 'one-thread', when: (threads) => threads === 1, message: 'One thread did all the work.' },
			],
		}),
		check({
			id: 'deadline',
			task: 2,
			sentence: 'stops a job at its deadline',
			guide: levels,
			why: 'Promise.race decides who is answered first. It ends nothing.',
			drive: async ({ createPool }: Submission) => {
				const pool = createPool({ size: 1, deadlineMs: 300, queue: 9, externalBytes: 2 ** 28 });
				const { BroadcastChannel } = await import('node:worker_threads');
				const ticks = new BroadcastChannel('ticks');
				let heard = 0;
				ticks.onmessage = () => {
					heard += 1;
				};
				const loop = 'for (;;) { channel.postMessage(1); const end = Date.now() + 20; while (Date.now() < end); }';
				const body = `const channel = new (require("node:worker_threads").BroadcastChannel)("ticks"); ${loop}`;
				const name = await pool.run(body).catch((error: Error) => error.name);
				const pause = () => new Promise((done) => setTimeout(done, 200));
				await pause();
				const before = heard;
				await pause();
				const ran = heard !== before;
				ticks.close();
				await pool.close();
				return [name, ran];
			},
			expect: ['DeadlineError', false],
			mistakes: [
				{
					id: 'still-running',
					when: ([, ran]) => ran === true,
					message: 'The caller was told that the deadline had passed, and the job went on: a processor is lost for good.',
				},
				{
					id: 'no-deadline',
					when: (_got, failure) => failure?.limit === 'wallMs',
					message: 'The job never ended, and neither did the wait for it.',
				},
			],
		}),
		check({
			id: 'refill',
			task: 2,
			sentence: 'is at full strength after each of its threads has been ended',
			guide: operating,
			why: 'A thread that was terminated takes no more messages, and nobody tells you so.',
			drive: async ({ createPool }: Submission) => {
				const pool = createPool({ size: 2, deadlineMs: 400, queue: 9, externalBytes: 2 ** 28 });
				const names = await Promise.all(['for (;;);', 'for (;;);'].map((body) => pool.run(body).catch((error: Error) => error.name)));
				// A new thread may need longer to start than a job may take.
				let answer: unknown;
				for (let tries = 0; tries < 5 && answer !== 42; tries++) answer = await pool.run('return 42').catch((error: Error) => error.name);
				await pool.close();
				return [...names, answer];
			},
			expect: ['DeadlineError', 'DeadlineError', 42],
			mistakes: [{ id: 'drains', message: 'After two deadlines the pool had no thread left, and the next job waited for ever.' }],
		}),
		check({
			id: 'crash',
			task: 3,
			sentence: 'says that a job ended its thread, and leaves the others alone',
			guide: levels,
			why: 'process.exit in a thread ends the thread. No message comes, only the event exit.',
			drive: async ({ createPool }: Submission) => {
				const pool = createPool({ size: 2, deadlineMs: 3_000, queue: 9, externalBytes: 2 ** 28 });
				const other = pool.run('await new Promise((done) => setTimeout(done, 100)); return "done"');
				const crashed = await pool.run('process.exit(3)').catch((error: Error) => error.name);
				const got = [crashed, await other, await pool.run('return 1')];
				await pool.close();
				return got;
			},
			expect: ['CrashError', 'done', 1],
			mistakes: [
				{
					id: 'crash-unseen',
					when: (got) => got[0] === 'DeadlineError',
					message: 'The thread was gone at once. Its caller was told so seconds later, by the deadline.',
				},
			],
		}),
	],
});

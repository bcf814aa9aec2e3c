import { check, hide } from 'glovebox/grading';
import type { Scheduler, SchedulerOptions } from './start.ts';

interface Submission {
	readonly createScheduler: (options: SchedulerOptions) => Scheduler;
}

const operating = '../../guides/5-operating-it.md';

export const hidden = hide([
	check({
		id: 'race',
		task: 3,
		sentence: 'keeps the quota with many jobs running at once',
		guide: operating,
		why: 'Between the look at what was used and the bill lies the whole run. What a running job may use has to be set aside at its start.',
		input: { slots: 50, quotaMs: 100, jobs: 50, maxMs: 10 },
		drive: ({ createScheduler }: Submission, { slots, quotaMs, jobs, maxMs }) => {
			const scheduler = createScheduler({ slots, quotaMs });
			const running = [];
			for (let at = 0; at < jobs; at++) {
				scheduler.submit({ tenant: 'ada', id: `a${at}`, maxMs });
				const job = scheduler.next();
				if (job) running.push(job);
			}
			for (const job of running) scheduler.done(job, { cpuMs: job.maxMs, wallMs: 10 });
			return scheduler.usage('ada').cpuMs;
		},
		judge: (used, { quotaMs }) => used === quotaMs,
		mistakes: [
			{
				id: 'race',
				when: (used) => used > 100,
				message: 'Jobs that ran at the same time each saw the quota as it was before: together they exceeded it.',
			},
		],
	}),
	check({
		id: 'wall-is-not-cpu',
		task: 4,
		sentence: 'counts waiting for the network as nobody’s processor time',
		guide: operating,
		why: 'Wall time of a run holds the time in which others had the processor. Who is billed by it pays for its neighbors.',
		drive: ({ createScheduler }: Submission) => {
			const scheduler = createScheduler({ slots: 1, quotaMs: 100 });
			let runs = 0;
			for (let at = 0; at < 5; at++) {
				scheduler.submit({ tenant: 'ada', id: `a${at}`, maxMs: 20 });
				const job = scheduler.next();
				if (!job) break;
				scheduler.done(job, { cpuMs: 1, wallMs: 90 });
				runs += 1;
			}
			return [runs, scheduler.usage('ada').cpuMs];
		},
		expect: [5, 5],
		mistakes: [
			{
				id: 'wall-is-not-cpu',
				when: ([runs = 0, used]) => runs < 5 || used !== 5,
				message: 'A job that used 1 ms and waited for 89 was counted as 90 ms of processor time.',
			},
		],
	}),
	check({
		id: 'arrears',
		task: 2,
		sentence: 'gives who was idle its share from now on, not what it did not use',
		guide: operating,
		why: 'The least total ever used is a rule under which a tenant that rests for a day has the machine for itself for the next one.',
		drive: ({ createScheduler }: Submission) => {
			const scheduler = createScheduler({ slots: 1, quotaMs: 1e9 });
			const add = (tenant: string, at: number) => scheduler.submit({ tenant, id: `${tenant}${at}`, maxMs: 10 });
			for (let at = 0; at < 300; at++) add('steady', at);
			const turns: string[] = [];
			for (let turn = 0; turn < 140; turn++) {
				if (turn === 100) for (let at = 0; at < 100; at++) add('back', at);
				const job = scheduler.next();
				if (!job) break;
				turns.push(job.tenant);
				scheduler.done(job, { cpuMs: 10, wallMs: 10 });
			}
			return turns.slice(100).filter((tenant) => tenant === 'back').length;
		},
		judge: (turns) => turns >= 18 && turns <= 22,
		mistakes: [
			{
				id: 'arrears',
				when: (turns) => turns > 22,
				message: 'The tenant that came back had the machine for itself until it had caught up.',
			},
		],
	}),
	check({
		id: 'noisy',
		task: 2,
		sentence: 'counts what is running when it decides whose turn it is',
		guide: operating,
		why: 'Usage is known when a job is done. Until then a tenant with ten jobs running looks as if it had used nothing.',
		drive: ({ createScheduler }: Submission) => {
			const scheduler = createScheduler({ slots: 10, quotaMs: 1e9 });
			for (let at = 0; at < 20; at++) scheduler.submit({ tenant: 'noisy', id: `n${at}`, maxMs: 10 });
			for (let at = 0; at < 20; at++) scheduler.submit({ tenant: 'quiet', id: `q${at}`, maxMs: 10 });
			const started = Array.from({ length: 10 }, () => scheduler.next()?.tenant);
			return started.filter((tenant) => tenant === 'noisy').length;
		},
		expect: 5,
		mistakes: [
			{
				id: 'noisy-neighbor',
				when: (noisy) => noisy > 5,
				message: 'All free slots went to one tenant, since nothing that it had running was counted.',
			},
		],
	}),
	check({
		id: 'removal',
		task: 5,
		sentence: 'drops what a removed tenant has waiting, gives what it has running, and lets nothing new in',
		guide: operating,
		why: 'A customer that has left must not start anything, and what it still uses until it is killed is its own.',
		drive: ({ createScheduler }: Submission) => {
			const scheduler = createScheduler({ slots: 2, quotaMs: 1_000 });
			for (const id of ['a1', 'a2', 'a3']) scheduler.submit({ tenant: 'ada', id, maxMs: 10 });
			scheduler.next();
			const running = scheduler.remove('ada').map(({ id }) => id);
			const after = [scheduler.next()?.id, scheduler.submit({ tenant: 'ada', id: 'a4', maxMs: 10 })];
			scheduler.done({ tenant: 'ada', id: 'a1' }, { cpuMs: 3, wallMs: 3 });
			return [running, ...after, scheduler.usage('ada').cpuMs];
		},
		expect: [['a1'], undefined, 'removed', 3],
		mistakes: [
			{ id: 'still-queued', when: (got) => got[1] === 'a2', message: 'A job of the removed tenant was started after it had been removed.' },
		],
	}),
	check({
		id: 'proto-key',
		task: 5,
		sentence: 'treats tenants alike, whatever they call themselves',
		guide: operating,
		why: 'A plain object used as a table has entries before you put any in.',
		input: ['__proto__', 'constructor', 'toString'],
		drive: ({ createScheduler }: Submission, names) => {
			const scheduler = createScheduler({ slots: 9, quotaMs: 100 });
			for (const tenant of names) scheduler.submit({ tenant, id: 'a', maxMs: 10 });
			for (const tenant of names) scheduler.next();
			for (const tenant of names) scheduler.done({ tenant, id: 'a' }, { cpuMs: 2, wallMs: 2 });
			return names.map((tenant) => scheduler.usage(tenant).cpuMs);
		},
		expect: [2, 2, 2],
	}),
]);

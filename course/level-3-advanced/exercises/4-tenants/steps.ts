import { check, defineExercise } from 'glovebox/grading';
import type { Scheduler, SchedulerOptions, Usage } from './start.ts';

interface Submission {
	readonly createScheduler: (options: SchedulerOptions) => Scheduler;
}

const operating = '../../guides/5-operating-it.md';

export const exercise = defineExercise({
	title: 'Tenants',
	steps: [
		check({
			id: 'slots',
			task: 1,
			sentence: 'starts jobs in their order, and no more at once than there are slots',
			guide: operating,
			why: 'A slot is taken by next and freed by done.',
			drive: ({ createScheduler }: Submission) => {
				const scheduler = createScheduler({ slots: 2, quotaMs: 1_000 });
				for (const id of ['a1', 'a2', 'a3']) scheduler.submit({ tenant: 'ada', id, maxMs: 10 });
				const first = [scheduler.next()?.id, scheduler.next()?.id, scheduler.next()?.id];
				scheduler.done({ tenant: 'ada', id: 'a1' }, { cpuMs: 4, wallMs: 9 });
				return [...first, scheduler.next()?.id, scheduler.next()?.id];
			},
			expect: ['a1', 'a2', undefined, 'a3', undefined],
			mistakes: [{ id: 'no-slots', when: (got) => got[2] === 'a3', message: 'Three jobs were started where there are two slots.' }],
		}),
		check({
			id: 'starves',
			task: 2,
			sentence: 'gives a quiet tenant its turn although a noisy one was first with a hundred jobs',
			guide: operating,
			why: 'In one queue for all, whoever fills it first makes everybody else wait for the whole of it.',
			drive: ({ createScheduler }: Submission) => {
				const scheduler = createScheduler({ slots: 1, quotaMs: 100_000 });
				for (let at = 0; at < 100; at++) scheduler.submit({ tenant: 'noisy', id: `n${at}`, maxMs: 20 });
				scheduler.submit({ tenant: 'quiet', id: 'q', maxMs: 20 });
				for (let turn = 1; turn <= 101; turn++) {
					const job = scheduler.next();
					if (job?.tenant === 'quiet') return turn;
					if (job) scheduler.done(job, { cpuMs: 10, wallMs: 10 });
				}
				return undefined;
			},
			judge: (turn) => turn !== undefined && turn <= 2,
			mistakes: [
				{
					id: 'starves',
					when: (turn) => turn === undefined || turn > 50,
					message: "The quiet tenant's one job waited for all of the noisy one's hundred.",
				},
			],
		}),
		check({
			id: 'unfair',
			task: 2,
			sentence: 'shares processor time equally, whatever the length of the jobs',
			guide: operating,
			why: 'Turns that count jobs give most of the machine to whoever has the longest jobs.',
			input: { short: 5, middle: 20, long: 80 },
			drive: ({ createScheduler }: Submission, costs) => {
				const scheduler = createScheduler({ slots: 2, quotaMs: 1e9 });
				for (const tenant of Object.keys(costs)) {
					for (let at = 0; at < 2_000; at++) scheduler.submit({ tenant, id: `${tenant}${at}`, maxMs: 100 });
				}
				let clock = 0;
				const running: { end: number; job: { tenant: string; id: string }; cost: number }[] = [];
				while (clock < 6_000) {
					for (let job = scheduler.next(); job; job = scheduler.next()) {
						const cost = costs[job.tenant as 'short'];
						running.push({ end: clock + cost, job, cost });
					}
					const ended = running.sort((a, b) => a.end - b.end).shift();
					if (!ended) return {};
					clock = ended.end;
					scheduler.done(ended.job, { cpuMs: ended.cost, wallMs: ended.cost });
				}
				return Object.fromEntries(Object.keys(costs).map((tenant) => [tenant, scheduler.usage(tenant).cpuMs]));
			},
			judge: (used: Readonly<Record<string, number>>) => {
				const shares = Object.values(used);
				return shares.length === 3 && Math.max(...shares) <= 1.1 * Math.min(...shares);
			},
			mistakes: [
				{
					id: 'counts-jobs',
					when: ({ short = 0, long = 0 }) => long > 2 * short,
					message: 'The tenant with the longest jobs got most of the machine: your turns count jobs, and a job is no unit of time.',
				},
			],
		}),
		check({
			id: 'quota',
			task: 3,
			sentence: 'refuses what does not fit in the quota beside what was used and waits',
			guide: operating,
			why: 'A quota that is looked at when the bill is written has been exceeded.',
			drive: ({ createScheduler }: Submission) => {
				const scheduler = createScheduler({ slots: 1, quotaMs: 100 });
				const said = ['a1', 'a2', 'a3'].map((id) => scheduler.submit({ tenant: 'ada', id, maxMs: 40 }));
				const job = scheduler.next();
				if (job) scheduler.done(job, { cpuMs: 10, wallMs: 10 });
				return [...said, scheduler.submit({ tenant: 'ada', id: 'a4', maxMs: 40 }), scheduler.usage('ada').refused];
			},
			expect: ['queued', 'queued', 'over-quota', 'queued', 1],
			mistakes: [
				{
					id: 'no-quota',
					when: (got) => got[2] === 'queued',
					message: 'Three jobs of up to 40 ms were let in where 100 ms are left.',
				},
			],
		}),
		check({
			id: 'adds-up',
			task: 4,
			sentence: 'bills each job once, with what it used',
			guide: operating,
			why: 'Answers may come twice, or after a job was given up: whoever adds blindly bills them again.',
			drive: ({ createScheduler }: Submission) => {
				const scheduler = createScheduler({ slots: 3, quotaMs: 1_000 });
				for (const tenant of ['ada', 'bob']) scheduler.submit({ tenant, id: 'same', maxMs: 50 });
				scheduler.next();
				scheduler.next();
				for (const cpuMs of [7, 7]) scheduler.done({ tenant: 'ada', id: 'same' }, { cpuMs, wallMs: 9 });
				scheduler.done({ tenant: 'bob', id: 'same' }, { cpuMs: 5, wallMs: 6 });
				scheduler.done({ tenant: 'bob', id: 'never' }, { cpuMs: 5, wallMs: 6 });
				return [scheduler.usage('ada'), scheduler.usage('bob')];
			},
			expect: [
				{ cpuMs: 7, wallMs: 9, runs: 1, refused: 0 },
				{ cpuMs: 5, wallMs: 6, runs: 1, refused: 0 },
			] satisfies Usage[],
			mistakes: [
				{
					id: 'billed-twice',
					when: ([ada]) => ada?.runs === 2,
					message: 'A job was reported twice, and billed twice.',
				},
			],
		}),
	],
});

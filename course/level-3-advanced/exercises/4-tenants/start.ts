export interface Job {
	readonly tenant: string;
	/** Unique within its tenant. */
	readonly id: string;
	/** The most processor time that it may use: it is killed there. */
	readonly maxMs: number;
}
export interface Usage {
	readonly cpuMs: number;
	readonly wallMs: number;
	readonly runs: number;
	readonly refused: number;
}
export interface SchedulerOptions {
	/** How many jobs may run at once. */
	readonly slots: number;
	/** How much processor time each tenant may use in all. */
	readonly quotaMs: number;
}
export interface Scheduler {
	submit(job: Job): 'queued' | 'over-quota' | 'removed';
	/** The job that is to start now, which takes a slot; `undefined` where no slot is free or no job may start. */
	next(): Job | undefined;
	/** A job has ended and used this much. */
	done(job: Pick<Job, 'tenant' | 'id'>, used: { readonly cpuMs: number; readonly wallMs: number }): void;
	usage(tenant: string): Usage;
	/** Forgets what waits, lets nothing new in, and gives the running jobs, which the caller kills (and then reports as done). */
	remove(tenant: string): readonly Job[];
}

export function createScheduler(options: SchedulerOptions): Scheduler {
	// TODO: an account for each tenant; who is next; what is reserved, used, refused.
	return undefined as never;
}

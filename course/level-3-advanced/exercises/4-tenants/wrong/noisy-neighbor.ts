/** Counts what is billed, and not what runs. */
import type { Job, Scheduler, SchedulerOptions, Usage } from '../start.ts';

interface Account {
	readonly waiting: Job[];
	readonly running: Map<string, Job>;
	readonly usage: { cpuMs: number; wallMs: number; runs: number; refused: number };
	/** Processor time that running jobs may yet use. */
	reservedMs: number;
	/** What turns are compared by: time used, raised to the others' level when the tenant comes back from a pause. */
	turn: number;
}

export function createScheduler({ slots, quotaMs }: SchedulerOptions): Scheduler {
	// A Map: tenants choose their names, and "__proto__" is one.
	const accounts = new Map<string, Account>();
	const removed = new Set<string>();
	const open = (tenant: string): Account => {
		const account = accounts.get(tenant) ?? newAccount();
		accounts.set(tenant, account);
		return account;
	};
	const fits = ({ usage, reservedMs }: Account, { maxMs }: Job) => usage.cpuMs + reservedMs + maxMs <= quotaMs;
	const busy = () => [...accounts.values()].reduce((sum, { running }) => sum + running.size, 0);

	return {
		submit(job) {
			if (removed.has(job.tenant)) return 'removed';
			const account = open(job.tenant);
			const queuedMs = account.waiting.reduce((sum, { maxMs }) => sum + maxMs, 0);
			if (account.usage.cpuMs + account.reservedMs + queuedMs + job.maxMs > quotaMs) {
				account.usage.refused += 1;
				return 'over-quota';
			}
			if (!isActive(account)) {
				const others = [...accounts.values()].filter(isActive).map(({ turn }) => turn);
				if (others.length > 0) account.turn = Math.max(account.turn, Math.min(...others));
			}
			account.waiting.push(job);
			return 'queued';
		},
		next() {
			if (busy() >= slots) return undefined;
			const ready = [...accounts.values()].filter((account) => account.waiting[0] && fits(account, account.waiting[0]));
			const account = ready.sort((a, b) => a.turn - b.turn)[0];
			const job = account?.waiting.shift();
			if (!account || !job) return undefined;
			account.running.set(job.id, job);
			account.reservedMs += job.maxMs;
			return job;
		},
		done({ tenant, id }, { cpuMs, wallMs }) {
			const account = accounts.get(tenant);
			const job = account?.running.get(id);
			if (!account || !job) return;
			account.running.delete(id);
			account.reservedMs -= job.maxMs;
			account.turn += cpuMs;
			account.usage.cpuMs += cpuMs;
			account.usage.wallMs += wallMs;
			account.usage.runs += 1;
		},
		usage: (tenant): Usage => ({ ...(accounts.get(tenant) ?? newAccount()).usage }),
		remove(tenant) {
			removed.add(tenant);
			const account = open(tenant);
			account.waiting.length = 0;
			return [...account.running.values()];
		},
	};
}

function newAccount(): Account {
	return { waiting: [], running: new Map(), usage: { cpuMs: 0, wallMs: 0, runs: 0, refused: 0 }, reservedMs: 0, turn: 0 };
}

function isActive({ waiting, running }: Account): boolean {
	return waiting.length + running.size > 0;
}

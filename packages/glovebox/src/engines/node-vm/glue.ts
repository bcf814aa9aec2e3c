/**
 * Joins the prelude to node:vm. Evaluated in the guest's context as the text of the function, before any guest code.
 *
 * Runs on: guest. Trusts: what the host passes in.
 */

type Entry = (...args: readonly unknown[]) => string | undefined;
type Install = (post: unknown, ask: unknown, load: unknown) => readonly [receive: Entry, finish: Entry, rejected: Entry];

/** What the host calls. Nothing of the guest's runs in these calls: `schedule` queues a job that the next evaluation performs. */
export interface Glued {
	readonly schedule: () => void;
	readonly makeBytes: (length: number) => Uint8Array;
	/** The realm's own prototypes, by which its promises are told from the host's. */
	readonly objectPrototype: object;
}

/** A job: `start` evaluates the scripts that `evaluate` knows, the others hand their arguments to the prelude. */
export type Job =
	| readonly [kind: 'start', mode: string, scripts: number]
	| readonly [kind: 'receive', message: readonly unknown[]]
	| readonly [kind: 'rejected', reason: unknown];

export function glue(
	install: Install,
	post: (text: string) => void,
	ask: unknown,
	takeJob: () => Job | undefined,
	evaluate: (index: number) => unknown,
	load: unknown,
): Glued {
	'use strict';
	const { apply } = Reflect;
	const Bytes = Uint8Array;
	const parts = install(post, ask, load);
	const receive = parts[0];
	const finish = parts[1];
	const rejected = parts[2];
	const startProgram = (mode: string, scripts: number): string | undefined => {
		let value: unknown;
		try {
			for (let index = 0; index < scripts; index++) value = evaluate(index);
		} catch (thrown) {
			return finish(mode, true, thrown);
		}
		return finish(mode, false, value);
	};
	const perform = (job: Job): string | undefined => {
		if (job[0] === 'start') return startProgram(job[1], job[2]);
		if (job[0] === 'receive') return apply(receive, undefined, job[1]);
		return rejected(job[1]);
	};
	const schedule = async (): Promise<void> => {
		// Awaiting a value that is no object consults nothing that a guest could have replaced.
		await undefined;
		const job = takeJob();
		if (job === undefined) return;
		const text = perform(job);
		if (text !== undefined) post(text);
	};
	return { schedule, makeBytes: (length) => new Bytes(length), objectPrototype: Object.prototype };
}

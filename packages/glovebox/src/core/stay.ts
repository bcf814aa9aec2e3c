/**
 * A stay: one realm opened on a leased carrier, with its conversation, until the carrier is given back.
 *
 * Runs on: host.
 */
import { Conversation } from './conversation.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { type Observed, readReport } from './observe.ts';
import type { Lease, Pool } from './pool.ts';
import type { Tape } from './replay/tape.ts';
import type { Request } from './request.ts';
import { Run } from './run.ts';
import { aborted } from './turns.ts';

export interface StayOptions {
	readonly engine: Engine;
	readonly pool: Pool;
	readonly lease: Lease;
	readonly request: Request;
	/** The texts of guest files, for code frames. */
	readonly sources: Map<string, string>;
	readonly sync: boolean;
	/** For one run; else for a session. */
	readonly once: boolean;
	/** Records or replays what crosses. */
	readonly tape?: Tape | undefined;
	/** A message came when no run was listening. */
	readonly onLate: () => void;
	/** The realm is gone without having been asked to go. */
	readonly onGone: () => void;
}

/** A large heap takes seconds to be written down. */
const reportMs = 30_000;

export class Stay {
	readonly conversation: Conversation;
	readonly #options: StayOptions;

	constructor(options: StayOptions) {
		const { engine, lease, request, sources, sync, once, tape, onLate, onGone } = options;
		this.#options = options;
		this.conversation = new Conversation({
			grants: request.grants,
			info: { id: crypto.randomUUID(), tenant: request.tenant, context: request.context },
			waits: engine.waits,
			sync,
			modules: request.modules,
			loaded: lease.carrier.loaded,
			sourceOf: (filename) => sources.get(filename),
			onModule: ({ filename, source }) => sources.set(filename, source),
			onLate,
			onGone,
		});
		const { carrier } = lease;
		// A run that lingers goes on after its answer, and of one that is observed something is asked after it.
		const spec = { sync, once: once && !tape && !request.lingers && request.observations.length === 0 };
		const realm = tape ? tape.open(carrier, spec, this.conversation) : carrier.open(spec, this.conversation);
		if (request.observations.length > 0) realm.observe?.(request.observations);
		this.conversation.attach(realm);
	}

	/** A run for this stay; its clock starts now. */
	makeRun(): Run {
		const { engine, lease, request } = this.#options;
		const { queueMs, startMs, carrier } = lease;
		const { limits, console, lingers } = request;
		return new Run({ limits, console, engine: engine.name, boundary: carrier.boundary, queueMs, startMs, lingers });
	}

	/** What was observed of a run that is over; nothing where it was ended by force, or takes too long to say. */
	async observed(run: Run): Promise<Observed> {
		const asked = run.clean ? this.conversation.realm?.report?.() : undefined;
		const { promise, resolve } = Promise.withResolvers<undefined>();
		const timer = setTimeout(resolve, reportMs, undefined);
		try {
			const report = await Promise.race([asked, promise]);
			return report ? readReport(report, this.#options.request.observations) : {};
		} catch {
			return {};
		} finally {
			clearTimeout(timer);
		}
	}

	/** Ends the conversation and gives the carrier back; `clean` where nothing happened that it should not serve again. */
	leave(clean: boolean): void {
		const { pool, lease } = this.#options;
		const { realm, tidy } = this.conversation;
		const reusable = clean && tidy;
		this.conversation.end(closedError);
		pool.release(lease, reusable, reusable ? realm?.close() : undefined);
	}
}

export function closedError(): EngineError {
	return new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the sandbox is closed');
}

/** Waits for a carrier unless the signal is aborted first; then a carrier that still comes goes back to the pool. */
export async function unlessAborted(leased: Promise<Lease>, signal: AbortSignal | undefined, pool: Pool): Promise<Lease> {
	if (signal === undefined) return leased;
	const { promise, reject } = Promise.withResolvers<never>();
	const abort = () => reject(aborted(signal.reason));
	signal.addEventListener('abort', abort, { once: true });
	try {
		return await Promise.race([leased, promise]);
	} catch (error) {
		leased.then(
			(lease) => pool.release(lease, true, undefined),
			() => undefined,
		);
		throw error;
	} finally {
		signal.removeEventListener('abort', abort);
	}
}

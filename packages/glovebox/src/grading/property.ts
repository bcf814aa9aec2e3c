/**
 * Checks over many inputs: fast-check makes them, one guest answers for all, and the first that fails is made smaller.
 *
 * Runs on: host.
 */
import { EngineError, GuestError, LimitError } from '../core/errors.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Session } from '../core/session.ts';
import type { Check } from './check.ts';
import { propertyProgram } from './guest-program.ts';
import { guestOptions, judged, type Observation, type Place } from './observe.ts';

/** Tries of smaller inputs: enough for what learners get wrong, and an end for generators without one. */
const mostShrinks = 300;

/** The observation of the smallest input that failed, or of the last one where none did. */
export async function observeMany(check: Check, place: Place): Promise<Observation> {
	const { asyncProperty, check: run } = await loadFastCheck();
	const guest = new KeptGuest(check, place);
	let failed: Observation | undefined;
	let last: Observation | undefined;
	let tried = 0;
	let shrinks = 0;
	const holds = async (input: unknown): Promise<boolean> => {
		// Each guest that met a limit costs all of it: such an input is told as it is.
		if (failed?.failure?.limit !== undefined || shrinks > mostShrinks) return true;
		if (failed) shrinks += 1;
		else tried += 1;
		last = await guest.attempt(input);
		if (last.verdict === true) return true;
		failed = last;
		return false;
	};
	try {
		// biome-ignore lint/suspicious/noExplicitAny: the arbitrary's own type is fast-check's, which may be absent
		await run(asyncProperty(check.forAll as any, holds), { numRuns: check.runs, seed: place.seed });
	} finally {
		guest.close();
	}
	const found = failed ?? last;
	if (found === undefined) throw new TypeError(`Cannot check "${check.id}": its arbitrary made no input`);
	return { ...found, tried };
}

async function loadFastCheck(): Promise<typeof import('fast-check')> {
	try {
		return await import('fast-check');
	} catch (cause) {
		const message = 'Cannot make inputs: the package fast-check is missing; install it with "npm install fast-check"';
		throw new EngineError('GLOVEBOX_MISSING', message, { cause });
	}
}

/** One guest for all inputs; another one where it did not survive. */
class KeptGuest {
	readonly #check: Check;
	readonly #place: Place;
	#session: Session | undefined;

	constructor(check: Check, place: Place) {
		this.#check = check;
		this.#place = place;
	}

	async attempt(input: unknown): Promise<Observation> {
		try {
			this.#session ??= await this.#open();
			const value = await this.#session.call('attempt', input);
			return await judged(this.#check, input, this.#outcome({ ok: true, value }));
		} catch (error) {
			if (!GuestError.isInstance(error) && !LimitError.isInstance(error) && !EngineError.isInstance(error)) throw error;
			if (!GuestError.isInstance(error)) this.close();
			return judged(this.#check, input, this.#outcome({ ok: false, error }));
		}
	}

	close(): void {
		this.#session?.close();
		this.#session = undefined;
	}

	async #open(): Promise<Session> {
		const { sandbox, submission } = this.#place;
		const session = await sandbox.open(guestOptions(this.#check, this.#place));
		try {
			await session.evaluate(propertyProgram(this.#check, submission), { kind: 'module', filename: `check-${this.#check.id}.js` });
			return session;
		} catch (error) {
			session.close();
			throw error;
		}
	}

	#outcome(result: Pick<Extract<Outcome, { ok: true }>, 'ok' | 'value'> | Pick<Extract<Outcome, { ok: false }>, 'ok' | 'error'>): Outcome {
		const none = { wallMs: 0, cpuMs: undefined };
		const usage = { ...none, ...this.#session?.usage } as Outcome['usage'];
		return { ...result, usage, console: [], diagnostics: [], calls: [] };
	}
}

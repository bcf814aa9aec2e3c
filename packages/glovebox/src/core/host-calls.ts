/**
 * Host calls of one realm: from a guest's arguments to the reply it gets.
 *
 * Runs on: host.
 * Trusts: nothing that a guest sent. Arguments are decoded once, to a frozen copy; a handler never sees anything else.
 */
import { isScalar, isSizeError, type Scalar } from '../codec/index.ts';
import type { CallInfo, GrantedFunction, Grants, RunInfo, Schema, SchemaResult } from './capability.ts';
import { decodeGuest } from './decode-guest.ts';
import { PublicError } from './errors.ts';
import { replyMessage } from './host-message.ts';
import type { Reply } from './engine.ts';
import type { Encoded, GuestMessage, Message } from './message.ts';
import type { Run } from './run.ts';

export interface GuestCall {
	readonly id: number;
	readonly path: string;
	/** Reads what the guest sent, once it may be read: a frozen copy, or `undefined` where it is no list of values. */
	readonly readArgs: () => readonly unknown[] | undefined;
	/** The guest is waiting and can be given nothing but a value. */
	readonly sync: boolean;
	/** Its reply crosses without a message where it can. */
	readonly scalars: boolean;
}

export function guestCall({ id, path, args }: Extract<GuestMessage, { type: 'call' }>, message: Message, sync: boolean): GuestCall {
	return { id, path, readArgs: () => readArguments(args, message), sync, scalars: false };
}

/** A reply, or that the guest broke the protocol. */
export type Answer = Reply | 'refused';

/** What the guest is told of a failure. */
interface Told {
	readonly name: string;
	readonly message: string;
	readonly details?: unknown;
}

class ToldError extends Error {
	readonly told: Told;
	constructor(told: Told) {
		super(told.message);
		this.told = told;
	}
}

/** The host calls of one realm: those in flight, and how often each function was called. */
export class HostCalls {
	readonly #grants: Grants;
	readonly #runInfo: Omit<RunInfo, 'deadline'>;
	/** What handlers of one run are told of it; the same for all of its calls. */
	#info: RunInfo | undefined;
	readonly #inFlight = new Set<CallSignal>();
	readonly #counts = new Map<string, number>();
	/** Paths in the order of `setup.functions`. */
	#places: readonly string[] | undefined;
	#pending = 0;

	constructor(grants: Grants, runInfo: Omit<RunInfo, 'deadline'>) {
		this.#grants = grants;
		this.#runInfo = runInfo;
	}

	/** Calls that have no reply yet. */
	get pending(): number {
		return this.#pending;
	}

	/** A new run begins in this realm: limits of functions count from zero. */
	beginRun(): void {
		if (this.#counts.size > 0) this.#counts.clear();
	}

	/** Aborts the signals of all calls in flight. */
	abort(reason: () => unknown): void {
		if (this.#inFlight.size === 0) return;
		const error = reason();
		for (const { controller } of this.#inFlight) controller.abort(error);
		this.#inFlight.clear();
	}

	/** The call of the function at a place among those that the guest was told of; `undefined` where there is none. */
	at(id: number, place: number, args: readonly Scalar[], sync: boolean): GuestCall | undefined {
		this.#places ??= [...this.#grants.keys()];
		const path = this.#places[place];
		return path === undefined ? undefined : { id, path, readArgs: () => Object.freeze(args), sync, scalars: true };
	}

	/** Answers one call: at once where everything it needs is there at once, else later. */
	answer(call: GuestCall, run: Run): Answer | Promise<Answer> {
		const granted = this.#grants.get(call.path);
		if (granted === undefined || granted.sync !== call.sync) return 'refused';
		const args = call.readArgs();
		if (args === undefined) return 'refused';
		if (!run.countCall(this.#pending) || !this.#countFunction(granted, run)) return overReply(call.id);
		const beganAt = performance.now();
		this.#pending += 1;
		let value: unknown;
		try {
			value = this.#invoke(granted, args, run);
		} catch (error) {
			return this.#fail(call, run, beganAt, error);
		}
		if (!isPromiseLike(value)) return this.#succeed(call, run, beganAt, value);
		return Promise.resolve(value).then(
			(settled) => this.#succeed(call, run, beganAt, settled),
			(error: unknown) => this.#fail(call, run, beganAt, error),
		);
	}

	#succeed(call: GuestCall, run: Run, beganAt: number, value: unknown): Reply {
		const { inputBytes } = run.limits;
		let answer: Reply;
		try {
			const crosses = call.scalars && isScalar(value, inputBytes);
			answer = crosses ? { scalar: value } : replyMessage(call.id, 1, value, call.path, inputBytes);
		} catch (error) {
			return this.#fail(call, run, beganAt, error);
		}
		this.#pending -= 1;
		run.listCall(call.path, beganAt, true);
		return answer;
	}

	#fail(call: GuestCall, run: Run, beganAt: number, error: unknown): Message {
		const answer = this.#describe(call, error, run);
		this.#pending -= 1;
		run.listCall(call.path, beganAt, false);
		return answer;
	}

	#countFunction(granted: GrantedFunction, run: Run): boolean {
		const most = granted.limits.hostCalls;
		if (most === undefined) return true;
		const count = (this.#counts.get(granted.path) ?? 0) + 1;
		this.#counts.set(granted.path, count);
		if (count > most) run.exceed('hostCalls', count, most);
		return count <= most;
	}

	#invoke(granted: GrantedFunction, args: readonly unknown[], run: Run): unknown {
		if (granted.input === undefined && granted.output === undefined) return this.#handle(granted, args, run);
		const checked = check(granted.input, args, (issue) => argumentError(granted.path, issue));
		const result = chain(checked, (values) => this.#handle(granted, Array.isArray(values) ? values : [values], run));
		return chain(result, (value) =>
			check(granted.output, value, (issue) => new TypeError(`The result of ${granted.path} is refused: ${issue}`)),
		);
	}

	#handle(granted: GrantedFunction, values: readonly unknown[], run: Run): unknown {
		if (granted.plain) return granted.handler(...values);
		if (granted.input === undefined) refuseForgedInfo(granted, values);
		const signal = new CallSignal();
		if (this.#info?.deadline !== run.deadline) this.#info = Object.freeze({ ...this.#runInfo, deadline: run.deadline });
		const info = new CallInfoOf(signal, this.#info);
		this.#inFlight.add(signal);
		// Arguments that the guest left out must not let the last parameter move forward.
		const missing = granted.handler.length - 1 - values.length;
		const filled = missing > 0 ? [...values, ...Array(missing).fill(undefined)] : values;
		const result = granted.handler(...filled, info);
		if (!isPromiseLike(result)) {
			this.#inFlight.delete(signal);
			return result;
		}
		const late = () => run.diagnose({ kind: 'late-message', path: granted.path });
		return bounded(Promise.resolve(result), granted, signal, late).finally(() => this.#inFlight.delete(signal));
	}

	#describe({ id, path }: GuestCall, error: unknown, run: Run): Message {
		if (isSizeError(error)) run.exceed('inputBytes', error.used);
		const told = tell(path, error);
		if (told.name === 'HostError' && !(error instanceof ToldError)) run.diagnose({ kind: 'host-error', path, error });
		try {
			return replyMessage(id, 0, told, path, run.limits.inputBytes);
		} catch (unfit) {
			run.diagnose({ kind: 'host-error', path, error: unfit });
			return replyMessage(id, 0, { name: told.name, message: told.message }, path, Infinity);
		}
	}
}

/** The signal of one call, made when its handler asks for it: most never do, and it would take longer than they. */
class CallSignal {
	#made: AbortController | undefined;

	get controller(): AbortController {
		this.#made ??= new AbortController();
		return this.#made;
	}
}

/** What a handler is told of its call. */
class CallInfoOf implements CallInfo {
	readonly run: RunInfo;
	readonly #signal: CallSignal;

	constructor(signal: CallSignal, run: RunInfo) {
		this.run = run;
		this.#signal = signal;
	}

	get signal(): AbortSignal {
		return this.#signal.controller.signal;
	}
}

function readArguments(encoded: Encoded, { text, blobs }: Message): readonly unknown[] | undefined {
	try {
		const args = decodeGuest(encoded, blobs, { freeze: true, text });
		return Array.isArray(args) ? args : undefined;
	} catch {
		return undefined;
	}
}

/** A list of half a million items can be wrong half a million times; nobody reads that. */
const mostIssues = 20;
const longestIssues = 2_000;

/** What a waiting guest gets when its run has just ended: it is stopped a moment later anyway. */
function overReply(id: number): Message {
	return replyMessage(id, 0, { name: 'HostError', message: 'The run is over' }, 'reply', Infinity);
}

function tell(path: string, error: unknown): Told {
	if (error instanceof ToldError) return error.told;
	if (error instanceof PublicError) {
		const { name, message, details } = error;
		return details === undefined ? { name, message } : { name, message, details };
	}
	return { name: 'HostError', message: `${path} failed` };
}

/**
 * Without a schema nobody says how many arguments there are: one too many would stand where the handler looks for what the sandbox
 * says of the call.
 */
function refuseForgedInfo({ path, handler }: GrantedFunction, values: readonly unknown[]): void {
	const last = Math.max(0, handler.length - 1);
	const forged = values.findIndex((value, at) => at >= last && looksLikeInfo(value));
	if (forged !== -1)
		throw argumentError(
			path,
			`argument ${forged + 1} has "run" or "signal", as only the sandbox says of a call; its host can allow that by an input schema`,
		);
}

function looksLikeInfo(value: unknown): boolean {
	return typeof value === 'object' && value !== null && ('run' in value || 'signal' in value);
}

function argumentError(path: string, issue: string): Error {
	return new ToldError({ name: 'TypeError', message: `Cannot call ${path}: ${issue}` });
}

function check(schema: Schema | undefined, value: unknown, refuse: (issue: string) => Error): unknown {
	if (schema === undefined) return value;
	return chain(schema['~standard'].validate(value), (result) => {
		const { issues } = result as SchemaResult<unknown>;
		if (issues === undefined) return (result as { readonly value: unknown }).value;
		const told = issues.slice(0, mostIssues).map(describeIssue).join('; ') || 'refused';
		throw refuse(told.length > longestIssues ? `${told.slice(0, longestIssues)}…` : told);
	});
}

function describeIssue(issue: { readonly message: string; readonly path?: readonly unknown[] | undefined }): string {
	const keys = (issue.path ?? []).map((part) => String(typeof part === 'object' && part !== null && 'key' in part ? part.key : part));
	if (keys.length === 0) return issue.message;
	const [first = '', ...rest] = keys;
	const argument = /^\d+$/.test(first) ? [`argument ${Number(first) + 1}`, ...rest] : keys;
	return `${argument.join('.')}: ${issue.message}`;
}

/** The result within the function's own `wallMs`; what comes after that is `late`. */
function bounded(result: Promise<unknown>, granted: GrantedFunction, signal: CallSignal, late: () => void): Promise<unknown> {
	const { wallMs } = granted.limits;
	if (wallMs === undefined) return result;
	const { promise, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => {
		const error = new ToldError({ name: 'HostError', message: `${granted.path} timed out` });
		signal.controller.abort(error);
		reject(error);
		result.then(late, late);
	}, wallMs);
	return Promise.race([result, promise]).finally(() => clearTimeout(timer));
}

function chain(value: unknown, next: (value: unknown) => unknown): unknown {
	return isPromiseLike(value) ? Promise.resolve(value).then(next) : next(value);
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
	return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/**
 * The host's side of one realm: reads what the guest says, answers its host calls, wakes it, and tells the current run.
 *
 * Runs on: host.
 * Trusts: nothing that arrives. A message that breaks the protocol ends the realm and its carrier.
 * Size: what is said, what is held back and how it ends share one state.
 */
import type { Scalar } from '../codec/index.ts';
import { Alarm, sleepUntil } from './alarm.ts';
import { CostlyValueError, decodeGuest } from './decode-guest.ts';
import type { Exit, Realm, RealmHost, Reply } from './engine.ts';
import { EngineError, GuestError } from './errors.ts';
import { guestError, type ProblemOf } from './guest-error.ts';
import { type Answer, type GuestCall, guestCall, HostCalls } from './host-calls.ts';
import { Imports } from './imports.ts';
import type { Program } from './program.ts';
import { scalarBytes, sizeOf, wakeMessage } from './host-message.ts';
import type { Encoded, Failure, GuestMessage, Message } from './message.ts';
import { readGuestMessage } from './read-message.ts';
import type { Run } from './run.ts';
import type { ConversationOptions, Work } from './work.ts';
import { endByExit, needsAsync, overMessage } from './run-end.ts';

/** How long a guest's jobs may go on after its answer before the caller gets that. A carrier on a busy machine needs a while to say that there are none. */
const settleMs = 200;
/** What a guest may still say after its answer. */
const afterAnswer: ReadonlySet<GuestMessage['type']> = new Set(['console', 'rejection']);
/** What a result's message holds beside the encoded value. */
const doneFrame = '["done",]'.length;
/** What a call without a message counts for beside its arguments. */
const callBytes = 8;
const untold = 'a call of a function that it was not told of';

/** What the guest is handed when it may run: a message, a module, or a reply that crosses as it is. */
type Delivery = Message | Program | { readonly id: number; readonly scalar: Scalar };

export class Conversation implements RealmHost {
	readonly #options: ConversationOptions;
	readonly #calls: HostCalls;
	readonly #imports: Imports | undefined;
	#realm: Realm | undefined;
	#run: Run | undefined;
	#filename = '';
	/** Messages for the guest, held back while it is on our own stack. */
	readonly #outbox: Delivery[] = [];
	#onStack = false;
	/** Answers on their way: several can be there before the first is handed to the guest. */
	#owed = 0;
	#entries = 0;
	#idleAt = -1;
	#wakeAt: number | undefined;
	readonly #alarm = new Alarm(() => this.#wake());
	#settling: NodeJS.Timeout | undefined;
	#onQuiet: (() => void) | undefined;
	#gone = false;

	constructor(options: ConversationOptions) {
		this.#options = options;
		this.#calls = new HostCalls(options.grants, options.info);
		this.#imports =
			options.modules &&
			new Imports(options.modules, { send: (message) => this.#send(message), start: (module) => this.#sendModule(module) }, options.loaded);
	}

	get realm(): Realm | undefined {
		return this.#realm;
	}

	/** Keys of the modules that the guest has. */
	get loaded(): readonly string[] {
		return this.#imports?.loaded ?? [];
	}

	/** Gives this conversation its realm. Once. */
	attach(realm: Realm): void {
		this.#realm = realm;
	}

	/** Starts a run in the realm. It is settled now or later, through `run`. */
	begin(run: Run, work: Work): void {
		const realm = this.#realm;
		if (realm === undefined) return run.fail(new EngineError('GLOVEBOX_CLOSED', 'Cannot run: the realm is closed'));
		this.#run = run;
		this.#filename = (work.program ?? work.check)?.filename ?? this.#filename;
		this.#calls.beginRun();
		realm.arm({ wallMs: run.limits.wallMs, cpuMs: run.limits.cpuMs });
		this.#enter(realm, () => {
			for (const message of work.before) this.#deliver(realm, message);
			if (work.message) this.#deliver(realm, work.message);
			if (work.program || work.check || work.call) this.#entries += 1;
			if (work.call) realm.call?.(work.call.path, work.call.args);
			if (work.program) realm.start(work.program);
			if (work.check) realm.check(work.check);
		});
	}

	/** In the caller's stack: runs timers until the run is settled. */
	drive(run: Run): void {
		while (run.answer === undefined || run.lingering) {
			if (this.#wakeAt === undefined) return this.#expectMore(run);
			const until = Math.min(this.#wakeAt, run.deadline);
			sleepUntil(until);
			if (run.deadline <= until && run.deadline < this.#wakeAt) return run.exceed('wallMs');
			this.#wake();
		}
		run.settle();
	}

	/** Whether the realm is still there and its guest has nothing to do. */
	get tidy(): boolean {
		return !this.#gone && this.#isIdle();
	}

	/** Resolves when the guest has nothing left to do for the run that is settled. */
	quiet(): Promise<void> {
		if (this.#isIdle() || this.#realm === undefined) return Promise.resolve();
		return new Promise((resolve) => {
			this.#onQuiet = resolve;
		});
	}

	/** Ends the conversation: whatever still arrives is late. `reason` is asked for where a host call is still in flight. */
	end(reason: () => unknown): void {
		this.#alarm.clear();
		clearTimeout(this.#settling);
		this.#calls.abort(reason);
		this.#realm = undefined;
		this.#run = undefined;
		this.#outbox.length = 0;
		this.#onQuiet?.();
	}

	onMessage(message: Message): void {
		if (this.#realm === undefined) return this.#options.onLate();
		const read = readGuestMessage(message);
		if (read === undefined) return this.#refuse('a message that is none of the protocol');
		if (read.type === 'idle') return this.onIdle(read.entries);
		if (read.type === 'timer') return this.#wish(read.ms);
		const run = this.#listener(afterAnswer.has(read.type));
		if (run === undefined) return;
		this.#onRunMessage(read, message, run);
		this.#afterMessage(run);
	}

	onValue(value: Scalar): void {
		if (this.#realm === undefined) return this.#options.onLate();
		const run = this.#listener(false);
		if (run === undefined) return;
		if (run.countOutput(scalarBytes(value))) run.answered({ ok: true, value });
		this.#afterMessage(run);
	}

	onIdle(entries: number): void {
		if (this.#realm === undefined) return this.#options.onLate();
		this.#idleAt = entries;
		if (!this.#onStack) this.#afterIdle();
	}

	onAsk(message: Message): Message | Promise<Message> {
		const read = readGuestMessage(message);
		const call = read?.type === 'call' ? guestCall(read, message, true) : undefined;
		// Without scalars every reply is a message.
		return this.#answerNow(call, sizeOf(message)) as Message | Promise<Message>;
	}

	onCall(place: number, args: readonly Scalar[]): Reply | Promise<Reply> {
		const call = this.#calls.at(0, place, args, true);
		if (call === undefined) this.#refuse(untold);
		return this.#answerNow(call, bytesOf(args));
	}

	onPost(id: number, place: number, args: readonly Scalar[]): void {
		if (this.#realm === undefined) return this.#options.onLate();
		const call = this.#calls.at(id, place, args, false);
		if (call === undefined) return this.#refuse(untold);
		const run = this.#listener(false);
		if (run === undefined) return;
		this.#answerLater(call, bytesOf(args), run);
		this.#afterMessage(run);
	}

	#answerNow(call: GuestCall | undefined, bytes: number): Reply | Promise<Reply> {
		const run = this.#run;
		if (call === undefined || run === undefined || !this.#isRunning()) {
			this.#options.onLate();
			return overMessage;
		}
		const answer = run.countOutput(bytes) ? this.#calls.answer(call, run) : overMessage;
		this.#stopIfSettled(run);
		if (!(answer instanceof Promise)) return this.#readAnswer(answer, call.path);
		if (this.#options.waits && !this.#options.sync) return answer.then((late) => this.#readAnswer(late, call.path));
		run.fail(needsAsync(`Cannot wait for ${call.path}: it answers with a promise, and this guest runs in the host's own thread`));
		return overMessage;
	}

	/** The run that something of a guest's is for; `undefined` where that comes too late, which is told. */
	#listener(isAfterAnswer: boolean): Run | undefined {
		const run = this.#run;
		if (run !== undefined && !run.settled && (run.answer === undefined || run.lingering || isAfterAnswer)) return run;
		run?.diagnose({ kind: 'late-message' });
		this.#options.onLate();
		return undefined;
	}

	#afterMessage(run: Run): void {
		this.#stopIfSettled(run);
		if (run.answer !== undefined && !run.lingering && !this.#onStack) this.#settleSoon(run);
	}

	onExit(exit: Exit): void {
		const run = this.#run;
		const usage = this.#realm?.usage();
		if (run?.answer !== undefined) run.settle();
		else if (run !== undefined) endByExit(run, exit, usage?.cpuMs);
		this.#gone = true;
		this.#options.onGone();
	}

	/** A guest on this very stack goes on until it is interrupted, whatever it makes of being refused. */
	#stopIfSettled(run: Run): void {
		if (run.settled && this.#onStack) this.#realm?.arm({ wallMs: 0, cpuMs: undefined });
	}

	#onRunMessage(read: Exclude<GuestMessage, { type: 'idle' | 'timer' }>, message: Message, run: Run): void {
		switch (read.type) {
			case 'import':
				if (this.#imports === undefined) return this.#refuse('an import that was not granted');
				return run.countOutput(sizeOf(message)) && run.countImport() ? this.#imports.request(read, run) : undefined;
			case 'sent':
				return this.#imports?.sent(read.key);
			case 'broken':
				return this.#imports?.broken(read.key, read.failure);
			case 'done':
				return this.#onDone(read.value, message, run);
			case 'fail':
				return run.answered({ ok: false, error: this.#error(read.failure, message) });
			case 'unfit':
				return run.answered({ ok: false, error: new GuestError('GLOVEBOX_GUEST_VALUE', read.text.slice(0, 1_000)) });
			case 'call':
				return this.#answerLater(guestCall(read, message, false), sizeOf(message), run);
			case 'console':
				return run.print(read.level, read.text);
			case 'rejection': {
				const error = this.#error(read.failure, message);
				return run.diagnose({ kind: 'unhandled-rejection', error });
			}
			case 'limit':
				return run.exceed(read.limit, read.used);
		}
	}

	#error(failure: Failure, message: Message): GuestError {
		const problemOf: ProblemOf = (importer, specifier) => this.#imports?.problemOf(importer, specifier);
		return guestError(failure, message.blobs, this.#filename, this.#options.sourceOf, problemOf);
	}

	#onDone(value: Encoded, message: Message, run: Run): void {
		if (!run.countOutput(sizeOf(message) - doneFrame)) return;
		try {
			run.answered({ ok: true, value: decodeGuest(value, message.blobs, { text: message.text }) });
		} catch (error) {
			if (error instanceof CostlyValueError) {
				return run.answered({ ok: false, error: new GuestError('GLOVEBOX_GUEST_VALUE', `Cannot copy "result": ${error.message}`) });
			}
			this.#refuse(error instanceof Error ? error.message : 'a value that does not decode');
		}
	}

	#answerLater(call: GuestCall, bytes: number, run: Run): void {
		if (!run.countOutput(bytes)) return;
		const answer = this.#calls.answer(call, run);
		if (!(answer instanceof Promise)) return this.#reply(answer, call);
		this.#owed += 1;
		answer.then((late) => {
			this.#owed -= 1;
			this.#reply(late, call);
		});
	}

	#reply(answer: Answer, { id, path }: GuestCall): void {
		const realm = this.#realm;
		if (realm === undefined) return this.#options.onLate();
		const reply = this.#readAnswer(answer, path);
		this.#send('scalar' in reply ? { id, scalar: reply.scalar } : reply);
	}

	#readAnswer(answer: Answer, path: string): Reply {
		if (answer !== 'refused') return answer;
		this.#refuse(`a call of "${path.slice(0, 100)}" that was not granted so`);
		return overMessage;
	}

	/** The guest side broke the protocol: not a mistake a guest program can make, so nothing from there is believed again. */
	#refuse(what: string): void {
		this.onExit({ reason: 'protocol', message: `The carrier sent ${what}` });
	}

	/** The guest may have jobs left; it is given a moment, not the time until its deadline. */
	#settleSoon(run: Run): void {
		this.#alarm.clear();
		clearTimeout(this.#settling);
		this.#settling = setTimeout(() => run.settle(), settleMs);
	}

	/** Whether the guest has nothing to do, as far as all that was delivered to it. */
	#isIdle(): boolean {
		return this.#idleAt >= this.#entries;
	}

	/** What the host owes the guest: replies and modules. */
	#outstanding(): number {
		return this.#owed + this.#calls.pending + (this.#imports?.pending ?? 0);
	}

	/** Whether a run is in progress: guest code runs at no other time. */
	#isRunning(): boolean {
		const run = this.#run;
		return this.#realm !== undefined && run !== undefined && (run.answer === undefined || run.lingering);
	}

	#afterIdle(): void {
		if (!this.#isIdle()) return;
		this.#onQuiet?.();
		this.#onQuiet = undefined;
		const run = this.#run;
		if (run === undefined) return;
		if (!this.#isRunning()) return run.settle();
		if (this.#wakeAt !== undefined || this.#outbox.length > 0 || this.#outstanding() > 0) return;
		if (run.lingering) run.settle();
		else run.fail(new GuestError('GLOVEBOX_GUEST_PENDING', 'The value can never settle: nothing is left that could settle it'));
	}

	#expectMore(run: Run): void {
		if (run.lingering) run.settle();
		else if (this.#outstanding() > 0) run.fail(needsAsync('Cannot settle the value in runSync: it waits for a promise of the host'));
		else run.fail(new GuestError('GLOVEBOX_GUEST_PENDING', 'The value can never settle: nothing is left that could settle it'));
	}

	#wish(ms: number): void {
		this.#wakeAt = ms < 0 ? undefined : performance.now() + ms;
		if (!this.#onStack) this.#setAlarm();
	}

	#setAlarm(): void {
		if (this.#wakeAt === undefined || this.#options.sync || !this.#isRunning()) this.#alarm.clear();
		else this.#alarm.set(this.#wakeAt);
	}

	#wake(): void {
		const realm = this.#realm;
		if (realm === undefined || !this.#isRunning()) return;
		this.#wakeAt = undefined;
		this.#send(wakeMessage);
	}

	/** Sends now, or at the next moment at which the guest may run. */
	#send(message: Delivery): void {
		this.#outbox.push(message);
		if (this.#realm && !this.#onStack && this.#isRunning()) this.#enter(this.#realm, () => undefined);
	}

	#sendModule(module: Program): void {
		this.#options.onModule(module);
		this.#send(module);
	}

	#deliver(realm: Realm, what: Delivery): void {
		this.#entries += 1;
		if ('source' in what) realm.start(what);
		else if ('scalar' in what) realm.reply?.(what.id, what.scalar);
		else realm.send(what);
	}

	/** Lets the guest run, on this stack or another, then hands it what it was sent meanwhile. */
	#enter(realm: Realm, work: () => void): void {
		this.#onStack = true;
		try {
			work();
			while (this.#isRunning() && this.#outbox.length > 0) this.#deliver(realm, this.#outbox.shift() as Delivery);
		} finally {
			this.#onStack = false;
		}
		const run = this.#run;
		if (run?.answer !== undefined && !run.settled && !run.lingering && !this.#isIdle() && !this.#options.sync) this.#settleSoon(run);
		else this.#setAlarm();
		this.#afterIdle();
	}
}

function bytesOf(args: readonly Scalar[]): number {
	let bytes = callBytes;
	for (const value of args) bytes += scalarBytes(value);
	return bytes;
}

/**
 * One realm: everything that happens between `open` and `close` of a carrier.
 *
 * Runs on: host, or inside a carrier.
 * Trusts: nothing that comes out of the instance.
 * Size: entries, what leaves by them, and the clocks that end them share one state.
 */
import { isMessageText, type PackedScalar, type Scalar, unpackScalar } from '../../codec/index.ts';
import type { Budget, Exit, Realm, RealmHost, RealmUsage, Reply } from '../../core/engine.ts';
import type { Message } from '../../core/message.ts';
import { positionsWithPrefix } from '../../core/positions.ts';
import { prepare, prepareChecked } from '../../core/prepare.ts';
import type { Prepared, Program } from '../../core/program.ts';
import { tellIdle, tellValue } from '../tell.ts';
import { RealmPrograms } from '../realm-programs.ts';
import { CpuClock } from './clock.ts';
import { captureImage, type Image } from './image.ts';
import { type Completion, Ended, type Instance, type InstanceHost } from './instance.ts';
import { Rejections } from './rejections.ts';
import { requireHostStack, isHostStackOverflow, overflowMessage } from './stack.ts';
import type { Box } from './wasm.ts';

const noBlobs: readonly Uint8Array[] = [];
/** Jobs of native code alone take no steps that QuickJS counts, so the deadline is looked at between jobs too. */
const jobsBetweenChecks = 64;

/** How many paths a realm keeps. */
const mostPaths = 100;

type Work = (instance: Instance) => void;

export interface RealmOptions {
	readonly instance: Instance;
	readonly image: Image;
	readonly host: RealmHost;
	readonly memoryBytes: number;
	/** What the realm is really told first, where it is told this; `undefined` where a program comes first. */
	readonly beforeFirst: (message: Message | undefined) => Message | undefined;
	/** It has heard that. */
	readonly afterFirst: (message: Message) => void;
	/** What it did is what the carrier's next realms begin with. */
	readonly onKeep: (image: Image) => void;
	/** Called once. `clean`: nothing was stopped or broken, so that the instance may be reset. */
	readonly onRelease: (clean: boolean) => void;
}

export class QuickjsRealm implements Realm, InstanceHost {
	readonly #options: RealmOptions;
	readonly #programs = new RealmPrograms();
	readonly #rejections: Rejections;
	/** Work that came while the guest was on the stack. */
	readonly #waiting: Work[] = [];
	#instance: Instance | undefined;
	/** Texts of paths that are called. */
	readonly #paths = new Map<string, Box>();
	#inEntry = false;
	/** Nothing has been done in it. */
	#isFresh = true;
	/** Calls of the host that the guest is waiting in: its frames are on the stack. */
	#hostCalls = 0;
	#isClosed = false;
	#unwinding: PromiseWithResolvers<void> | undefined;
	#entries = 0;
	#deadline = Infinity;
	#cpuLimitMs = Infinity;
	readonly #cpu = new CpuClock();
	#peakBytes = 0;

	constructor(options: RealmOptions) {
		this.#options = options;
		this.#instance = options.instance;
		this.#rejections = new Rejections(options.instance);
		options.instance.host = this;
	}

	arm({ wallMs, cpuMs }: Budget): void {
		this.#deadline = performance.now() + wallMs;
		this.#cpuLimitMs = cpuMs ?? Infinity;
		this.#cpu.restart();
	}

	start(program: Program): void {
		this.#enter(() => this.#run(program));
	}

	check(program: Program): void {
		this.#enter(() => this.#deliver(this.#programs.check(program), noBlobs));
	}

	send(message: Message): void {
		this.#enter((instance) => {
			const isFirst = this.#isFresh;
			this.#isFresh = false;
			this.#receive(instance, (isFirst && this.#options.beforeFirst(message)) || message);
			if (isFirst && this.#instance !== undefined) this.#options.afterFirst(message);
		});
	}

	call(path: string, args: readonly Scalar[]): void {
		this.#enter((instance) => {
			this.#beginUntold();
			const boxes = [this.#paths.get(path) ?? this.#keepPath(instance, path)];
			for (let i = 0; i < args.length; i++) boxes.push(instance.scalar(args[i]));
			this.#finish(instance, instance.call(this.#options.image.places.call, boxes));
			for (let i = 1; i < boxes.length; i++) this.#instance?.free(boxes[i]!);
		});
	}

	reply(id: number, value: Scalar): void {
		this.#enter((instance) => {
			this.#invoke(instance, this.#options.image.places.settle, [instance.scalar(id), instance.scalar(value)]);
		});
	}

	usage(): RealmUsage {
		return { cpuMs: this.#cpu.usedMs, peakMemoryBytes: this.#instance?.memory.buffer.byteLength ?? this.#peakBytes };
	}

	keep(): Image {
		if (this.#instance === undefined || this.#inEntry) throw new TypeError('Cannot keep a realm that is busy or gone');
		const image = captureImage(this.#options.image, this.#instance);
		this.#isClosed = true;
		this.#options.onKeep(image);
		this.#release(false);
		return image;
	}

	close(): Promise<void> | undefined {
		this.#isClosed = true;
		if (this.#hostCalls === 0) this.#release(true);
		if (this.#instance === undefined) return undefined;
		// The guest's frames are on our own stack: `#call` unwinds them as soon as the host's function returns.
		this.#unwinding ??= Promise.withResolvers();
		return this.#unwinding.promise;
	}

	interrupt(): void {
		this.#checkDeadline();
		this.#cpu.sample();
		if (this.#cpu.usedMs > this.#cpuLimitMs) throw new Ended({ reason: 'interrupted', message: 'The processor time is used up' });
	}

	post(text: PackedScalar, blobs: readonly Uint8Array[]): void {
		this.#call(() => this.#tell(text, blobs));
		this.#goOn();
	}

	ask(message: Message): Message {
		const answer = this.#call(() => this.#options.host.onAsk(message));
		this.#goOn();
		return answer instanceof Promise ? refusePromise(answer) : answer;
	}

	askScalars(place: number, args: readonly Scalar[]): Reply {
		const { host } = this.#options;
		const answer = this.#call(() => host.onCall?.(place, args));
		this.#goOn();
		if (answer === undefined) throw new Ended({ reason: 'protocol', message: 'The host takes messages only' });
		return answer instanceof Promise ? refusePromise(answer) : answer;
	}

	postScalars(id: number, place: number, args: readonly Scalar[]): void {
		this.#call(() => this.#options.host.onPost?.(id, place, args));
		this.#goOn();
	}

	rejection(promise: number, promiseBox: Box, reason: Box, handled: boolean): void {
		this.#rejections.note(promise, promiseBox, reason, handled);
	}

	/**
	 * What an empty realm could not hold either is an ordinary error of the guest; any other refusal means that its memory is full,
	 * and ends it before it can catch anything.
	 */
	refused(bytes: number): void {
		if (bytes <= this.#options.memoryBytes) throw new Ended({ reason: 'memory', message: `An allocation of ${bytes} bytes was refused` });
	}

	#enter(work: Work): void {
		if (this.#isClosed) return;
		if (this.#inEntry) {
			this.#waiting.push(work);
			return;
		}
		this.#inEntry = true;
		this.#cpu.enter();
		try {
			for (let next: Work | undefined = work; next !== undefined && this.#instance !== undefined; next = this.#waiting.shift()) {
				next(this.#instance);
				this.#settle();
			}
		} catch (error) {
			this.#end(error);
		} finally {
			this.#cpu.leave();
			this.#inEntry = false;
		}
	}

	#receive(instance: Instance, { text, blobs }: Message): void {
		const boxes = [instance.text(text)];
		for (const blob of blobs) boxes.push(instance.blob(blob));
		this.#invoke(instance, this.#options.image.places.receive, boxes);
	}

	/** Calls one of the guest side's entries, and frees what it was given. */
	#invoke(instance: Instance, entry: Box, boxes: readonly Box[]): void {
		this.#finish(instance, instance.call(entry, boxes));
		for (const box of boxes) this.#instance?.free(box);
	}

	/** The same few are called again and again. They go with the memory of the realm. */
	#keepPath(instance: Instance, path: string): Box {
		const box = instance.text(path);
		if (this.#paths.size === mostPaths) {
			for (const kept of this.#paths.values()) instance.free(kept);
			this.#paths.clear();
		}
		this.#paths.set(path, box);
		return box;
	}

	#beginUntold(): void {
		if (this.#isFresh) this.#options.beforeFirst(undefined);
		this.#isFresh = false;
	}

	#run(program: Program): void {
		this.#beginUntold();
		const prepared = this.#programs.prepare(program, prepareHere);
		if (prepared === undefined) return this.#deliver(this.#programs.failure(program), noBlobs);
		const { scripts, filename, mode } = prepared;
		for (const [index, script] of scripts.entries()) {
			const instance = this.#instance;
			if (instance === undefined) return;
			const completion = instance.evaluate(script.code, filename);
			if (completion.type === 'unparsed') return this.#refuse(instance, program, completion.box);
			if (completion.type === 'threw' || index === scripts.length - 1) return this.#complete(instance, mode, completion);
			instance.free(completion.box);
		}
	}

	/** Hands what a script came to to the guest's own side, whose text is the outcome. */
	#complete(instance: Instance, mode: string, { type, box }: Completion): void {
		const { places } = this.#options.image;
		const args = [places.modes.get(mode) as Box, type === 'threw' ? places.true : places.false, box];
		this.#finish(instance, instance.call(places.finish, args));
		this.#instance?.free(box);
	}

	#finish(instance: Instance, { type, box }: Completion): void {
		if (type !== 'value') throw new Ended({ reason: 'crashed', message: 'The guest side of the bridge threw' });
		const end = instance.readScalar(box);
		instance.free(box);
		if (end === undefined) return;
		const isLast = this.#rejections.isEmpty && instance.exports.qjs_is_job_pending() === 0;
		this.#tell(end, noBlobs, isLast);
	}

	/** QuickJS refused to compile. Our own parser says better why and where; where it finds nothing wrong, QuickJS's words count. */
	#refuse(instance: Instance, program: Program, thrown: Box): void {
		const checked = this.#programs.prepare(program, prepareChecked);
		if (checked === undefined) this.#deliver(this.#programs.failure(program), noBlobs);
		else this.#complete(instance, checked.mode, { type: 'threw', box: thrown });
	}

	/** Runs jobs until none is left, tells of rejections that nobody handled, and says that the guest is idle. */
	#settle(): void {
		for (let rejected: Box | undefined = 0; rejected !== undefined; ) {
			this.#runJobs();
			if (this.#instance === undefined) return;
			rejected = this.#rejections.take();
			if (rejected !== undefined) this.#report(this.#instance, rejected);
		}
		this.#entries += 1;
		tellIdle(this.#options.host, this.#entries);
	}

	#runJobs(): void {
		for (let jobs = 1; this.#instance !== undefined && this.#instance.exports.qjs_is_job_pending() !== 0; jobs++) {
			if (jobs % jobsBetweenChecks === 0) this.interrupt();
			const { exports } = this.#instance;
			// A job that throws (a clean-up callback) has nobody else to tell.
			if (exports.qjs_execute_pending_job() < 0) this.#report(this.#instance, exports.qjs_get_exception());
		}
	}

	#report(instance: Instance, reason: Box): void {
		const { type, box } = instance.call(this.#options.image.places.rejected, [reason]);
		if (type !== 'value') throw new Ended({ reason: 'crashed', message: 'The guest side of the bridge threw' });
		instance.free(box);
		instance.free(reason);
	}

	/** Leaves the guest for the host and comes back. Nothing of the host's runs where a guest chose how little stack is left. */
	#call<Result>(act: () => Result): Result {
		this.#checkDeadline();
		requireHostStack(this.#options.instance);
		this.#hostCalls += 1;
		try {
			return act();
		} finally {
			this.#hostCalls -= 1;
		}
	}

	#checkDeadline(): void {
		if (performance.now() > this.#deadline) throw new Ended({ reason: 'interrupted', message: 'The deadline has passed' });
	}

	/** Back from the host: whether the guest may. */
	#goOn(): void {
		if (this.#isClosed) throw new Ended(undefined);
		this.#checkDeadline();
	}

	/** A message, or the value that ends a run. */
	#tell(text: PackedScalar, blobs: readonly Uint8Array[], isLast = false): void {
		if (typeof text === 'string' && isMessageText(text)) this.#deliver(text, blobs, isLast);
		else tellValue(this.#options.host, unpackScalar(text));
	}

	#deliver(text: string, blobs: readonly Uint8Array[], isLast = false): void {
		this.#options.host.onMessage({ text: this.#programs.translate(text), blobs }, isLast);
	}

	#end(error: unknown): void {
		this.#release(false);
		this.#unwinding?.resolve();
		// The guest's own doing, and so told as its error, although it could not catch this one.
		if (!this.#isClosed && isHostStackOverflow(error)) this.#options.host.onMessage({ text: overflowMessage, blobs: noBlobs });
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#options.host.onExit(exitOf(error));
	}

	#release(clean: boolean): void {
		const instance = this.#instance;
		if (instance === undefined) return;
		this.#peakBytes = instance.memory.buffer.byteLength;
		this.#instance = undefined;
		this.#waiting.length = 0;
		instance.host = undefined;
		this.#options.onRelease(clean);
	}
}

/** QuickJS counts columns of the first line from the start of the script, prefix and all. */
function prepareHere(program: Program): Prepared {
	const prepared = prepare(program);
	return { ...prepared, positions: positionsWithPrefix(prepared.positions, prepared.scripts.at(-1)?.columnOffset ?? 0) };
}

function refusePromise(answer: Promise<unknown>): never {
	answer.catch(() => {});
	throw new Ended({ reason: 'protocol', message: 'The host answered a guest on its own thread with a promise' });
}

function exitOf(error: unknown): Exit {
	if (error instanceof Ended && error.exit !== undefined) return error.exit;
	return { reason: 'crashed', message: error instanceof Error ? `${error.name}: ${error.message}` : 'QuickJS failed' };
}

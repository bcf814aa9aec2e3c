/**
 * One realm in an isolate of its own.
 *
 * Runs on: host, or inside a carrier.
 * Trusts: nothing that comes out. Only strings and bytes do, by copy; no reference to a guest object is ever read.
 * Size: entries, what answers them, and the clocks that end them share one state.
 */
import type * as IsolatedVm from 'isolated-vm';
import { areScalars, isMessageText, isScalar, type PackedScalar, packScalar, type Scalar, unpackScalar } from '../../codec/index.ts';
import type { Budget, Exit, Realm, RealmHost, RealmSpec, RealmUsage, Reply } from '../../core/engine.ts';
import type { Message } from '../../core/message.ts';
import { reportMessage } from '../../core/observe.ts';
import { prepare } from '../../core/prepare.ts';
import type { Prepared, Program } from '../../core/program.ts';
import { guestProfile, type RawProfile } from '../observe/profile.ts';
import { tellIdle, tellValue } from '../tell.ts';
import { RealmPrograms, withOwnName } from '../realm-programs.ts';
import { webText } from '../web-text.ts';
import { type Glued, unanswered } from './glue.ts';
import { joinProfiles } from './profile.ts';

type Ivm = typeof IsolatedVm.default;
type Entry = IsolatedVm.Reference<(...args: readonly unknown[]) => PackedScalar | undefined>;
/** The entries that a guest can be entered by, in the order in which the glue gives them. */
const entryNames = ['start', 'receive', 'call', 'settle'] as const;
type EntryName = (typeof entryNames)[number];
type Opening = readonly [sync: boolean, saysEarly: boolean, told: string | undefined];

const profileTitle = 'guest';
const noBlobs: readonly Uint8Array[] = [];
/** What was copied once becomes the guest's own, and counts as its memory. */
const transferred = { release: true, transferIn: true } as const;
/** How often a CPU budget is looked at. */
const cpuPollMs = 5;
/** How many compiled programs a realm keeps: a session is often given the same few again and again. */
const mostScripts = 32;
const failStart = '["fail"';
const unparsedStart = '["unparsed",';
/** What isolated-vm adds where V8 gave up before it had a place in the program. */
const ownPlace = / \[guest:bridge:\d+:\d+\]$/;
/** What a realm is told first is so; nothing comes back for it. */
const toldStart = /^\["(?:setup|resume)"/;
const bufferMessage = 'Array buffer allocation failed';
const memoryMessage = 'Isolate was disposed during execution due to memory limit';
const timeoutMessage = 'Script execution timed out.';

export class IsolateRealm implements Realm {
	readonly #ivm: Ivm;
	readonly #isolate: IsolatedVm.Isolate;
	readonly #memoryBytes: number;
	#sync = true;
	/** Gives the isolate up: nobody waits for its memory to come back, which takes a millisecond. */
	readonly #discard: () => void;
	readonly #programs = new RealmPrograms();
	/** The place in the guest of each program that was handed in, by what it was prepared as: the same object whenever it comes again. */
	readonly #places = new Map<Prepared, number>();
	/** What is at each place. */
	readonly #handedIn: Program[] = [];
	#host: RealmHost | undefined;
	#isOpen = false;
	/** For what comes first. */
	#open: Entry | undefined;
	#enterBy: Readonly<Record<EntryName, Entry>> | undefined;
	#take: Entry | undefined;
	/** What the guest gets with what comes first; `undefined` once it has. */
	#opening: Opening | undefined;
	#entries = 0;
	/** Entries that have not come back yet. */
	#running = 0;
	#budget: Budget = { wallMs: Infinity, cpuMs: undefined };
	#deadline = Infinity;
	#cpuAtArm = 0;
	#sampledMs = 0;
	/** The entries there were when it was read; -1 where one was under way. */
	#sampledAt = -1;
	#timer: NodeJS.Timeout | undefined;
	#cpuTimer: NodeJS.Timeout | undefined;
	/** Guests that wait for the host, to be let go when the realm ends. */
	readonly #waiting = new Set<(error: Error) => void>();

	constructor(ivm: Ivm, v8Isolate: IsolatedVm.Isolate, memoryBytes: number, discard: () => void) {
		this.#ivm = ivm;
		this.#memoryBytes = memoryBytes;
		this.#isolate = v8Isolate;
		this.#discard = discard;
	}

	/** What the glue gets: postNow, postLater, askNow, askWaiting, textOf. */
	ports(): readonly unknown[] {
		const post = (text: unknown, ...blobs: readonly unknown[]) => this.#post(text, blobs);
		return [
			new this.#ivm.Callback(post),
			new this.#ivm.Callback(post, { ignored: true }),
			new this.#ivm.Callback((text: unknown, ...rest: readonly unknown[]) => this.#transfer(this.#ask(text, rest) as Reply)),
			new this.#ivm.Reference((text: unknown, ...rest: readonly unknown[]) => this.#askWaiting(text, rest)),
			new this.#ivm.Callback(webText),
		];
	}

	attach(glued: IsolatedVm.Reference<Glued>): void {
		const part = (index: number) => glued.getSync(index, { reference: true }) as unknown as Entry;
		this.#open = part(0);
		this.#enterBy = { start: part(1), receive: part(2), call: part(3), settle: part(4) };
		this.#take = part(5);
	}

	/**
	 * Does what every realm does first, so that V8 has compiled it before anybody waits: in the host's own process, where scalars cross as
	 * they are, and in a carrier. Leaves nothing behind that a guest can find.
	 */
	warm(): void {
		for (const scalars of [0, 1]) {
			const told = `["setup",{"functions":[],"scalars":${scalars}}]`;
			this.#open?.applySync(undefined, [true, false, told, 0, 'value', 0, 'guest:bridge', '0', 0]);
		}
		this.#take?.applySync(undefined, []);
	}

	/** Whether it is somebody's, or was and is nobody's after. */
	get isOpen(): boolean {
		return this.#isOpen;
	}

	/** From here on the realm is its host's. */
	open({ sync, saysEarly = false }: RealmSpec, host: RealmHost): void {
		this.#opening = [sync, saysEarly, undefined];
		this.#sync = sync;
		this.#host = host;
		this.#isOpen = true;
		this.#entries = 0;
	}

	observe(): void {
		this.#isolate.startCpuProfiler(profileTitle);
	}

	async report(): Promise<Message | undefined> {
		if (this.#isolate.isDisposed) return undefined;
		// The profile of an entry is there when its thread has let go of the isolate, a moment after its end was told: whoever asks then waits.
		if (this.#running === 0) this.#isolate.getHeapStatisticsSync();
		const threads = await this.#isolate.stopCpuProfiler(profileTitle);
		const raw = threads.map(({ profile }) => profile as unknown as RawProfile).filter(({ nodes }) => nodes.length > 0);
		return raw.length === 0 ? undefined : reportMessage({ profile: guestProfile(joinProfiles(raw), this.#programs.files) });
	}

	arm(budget: Budget): void {
		this.#budget = budget;
		this.#deadline = performance.now() + budget.wallMs;
		this.#cpuAtArm = this.#sampleCpu();
		clearTimeout(this.#timer);
		clearInterval(this.#cpuTimer);
		if (this.#sync) return;
		if (budget.wallMs < 2 ** 31) this.#timer = setTimeout(() => this.#checkDeadline(), budget.wallMs);
		if (budget.cpuMs !== undefined) this.#cpuTimer = setInterval(() => this.#checkCpu(), cpuPollMs);
	}

	start(program: Program): void {
		const prepared = this.#programs.prepare(program, prepare);
		if (prepared === undefined) return this.#say(this.#programs.failure(program));
		const known = this.#places.get(prepared);
		if (known !== undefined) return this.#enter('start', [prepared.mode, known]);
		const source = prepared.scripts.flatMap(({ code, columnOffset }) => [withOwnName(code, prepared.filename), columnOffset]);
		this.#enter('start', [prepared.mode, this.#place(prepared, program), prepared.filename, ...source]);
	}

	check(program: Program): void {
		this.#say(this.#programs.check(program));
	}

	send(message: Message): void {
		if (this.#opening && toldStart.test(message.text)) return this.#tell(this.#opening, message.text);
		const blobs = message.blobs.map((blob) => new this.#ivm.ExternalCopy(blob).copyInto(transferred));
		this.#enter('receive', [message.text, ...blobs]);
	}

	call(path: string, args: readonly Scalar[]): void {
		this.#enter('call', [path, ...args]);
	}

	reply(id: number, value: Scalar): void {
		this.#enter('settle', [id, value]);
	}

	usage(): RealmUsage {
		return { cpuMs: this.#usedMs(), peakMemoryBytes: undefined };
	}

	/** The realm stays as it is; its carrier opens it once more. */
	keep(): undefined {
		this.#isOpen = false;
		this.#leave();
	}

	close(): undefined {
		this.#leave();
		for (const letGo of this.#waiting) letGo(new Error('The run is over'));
		this.#waiting.clear();
		if (this.#running > 0) this.#dispose();
		else this.#discard();
	}

	#leave(): void {
		this.#host = undefined;
		clearTimeout(this.#timer);
		clearInterval(this.#cpuTimer);
	}

	/** Ends the realm for a reason of its own. */
	end(exit: Exit): void {
		const host = this.#host;
		this.close();
		host?.onExit(exit);
	}

	#dispose(): void {
		if (!this.#isolate.isDisposed) this.#isolate.dispose();
	}

	#interrupt(): void {
		const host = this.#host;
		this.close();
		this.#dispose();
		host?.onExit({ reason: 'interrupted', message: 'deadline' });
	}

	/** Between the runs of a session there is no deadline, and a guest that waits is its host's to end. */
	#checkDeadline(): void {
		if (this.#running > 0) this.#interrupt();
	}

	#checkCpu(): void {
		if (this.#cpuMs() - this.#cpuAtArm > (this.#budget.cpuMs ?? Infinity)) this.#interrupt();
	}

	/** Of an isolate that is disposed nothing is known. */
	#usedMs(): number | undefined {
		try {
			return this.#sampleCpu() - this.#cpuAtArm;
		} catch {
			return undefined;
		}
	}

	/** What was read last still holds where nothing has run since. */
	#sampleCpu(): number {
		const sampled = this.#running > 0 ? -1 : this.#entries;
		if (sampled === -1 || sampled !== this.#sampledAt) this.#sampledMs = this.#cpuMs();
		this.#sampledAt = sampled;
		return this.#sampledMs;
	}

	#cpuMs(): number {
		return Number(this.#isolate.cpuTime) / 1e6;
	}

	/** A place for what is handed in; when all are taken, they are given anew from the first. */
	#place(prepared: Prepared, program: Program): number {
		if (this.#places.size >= mostScripts) this.#places.clear();
		const place = this.#places.size;
		this.#places.set(prepared, place);
		this.#handedIn[place] = program;
		return place;
	}

	/** V8 refused to compile a program. */
	#refuse(text: string): void {
		const [, place, name, message] = JSON.parse(text) as [string, number, string, string];
		const program = this.#handedIn[place];
		this.#places.clear();
		if (!program) return;
		const problem = { name, message: message.replace(ownPlace, '') };
		this.#host?.onMessage({ text: this.#programs.failure(program, problem), blobs: noBlobs });
	}

	/** Keeps what the guest is told for its first entry. */
	#tell([sync, saysEarly]: Opening, text: string): void {
		this.#opening = [sync, saysEarly, text];
		this.#entries += 1;
		this.#idle();
	}

	/** Says what became of a program that did not reach the guest. */
	#say(text: string): void {
		this.#entries += 1;
		this.#host?.onMessage({ text, blobs: noBlobs });
		this.#idle();
	}

	#enter(name: EntryName, args: readonly unknown[]): void {
		const opening = this.#opening;
		const entry = opening === undefined ? this.#enterBy?.[name] : this.#open;
		if (entry === undefined || this.#host === undefined) return;
		this.#opening = undefined;
		this.#running += 1;
		const given = opening === undefined ? args : [...opening, entryNames.indexOf(name), ...args];
		if (this.#sync) return this.#enterNow(entry, given);
		if (performance.now() > this.#deadline) this.#timer = setTimeout(() => this.#checkDeadline(), 0);
		entry.apply(undefined, given as never).then(
			() => this.#left(),
			(error: unknown) => this.#leftWith(error),
		);
	}

	#enterNow(entry: Entry, args: readonly unknown[]): void {
		const { cpuMs } = this.#budget;
		const wallLeft = this.#deadline - performance.now();
		// The clock of an isolate takes longer to read than all else here.
		const cpuLeft = cpuMs === undefined ? Infinity : cpuMs - (this.#cpuMs() - this.#cpuAtArm);
		const timeout = Math.ceil(Math.max(1, Math.min(wallLeft, cpuLeft)));
		try {
			this.#post(entry.applySync(undefined, args as never, timeout < 2 ** 31 ? { timeout } : {}), noBlobs);
			this.#left();
		} catch (error) {
			this.#leftWith(error);
		}
	}

	#left(): void {
		this.#running -= 1;
		this.#entries += 1;
		this.#idle();
	}

	/** An entry failed: the isolate is gone, or, else, isolated-vm tells of a rejected promise that nobody listens to. */
	#leftWith(error: unknown): void {
		if (this.#host === undefined) return;
		const message = error instanceof Error ? error.message : '';
		if (message === memoryMessage) return this.end({ reason: 'memory', message });
		if (message === timeoutMessage) return this.#interrupt();
		// Not by us, or nobody would listen any more; isolated-vm disposes of one by itself for want of memory only.
		if (this.#isolate.isDisposed) return this.end({ reason: 'memory', message });
		this.#deliver(this.#programs.rejection(error), noBlobs);
		if (this.#sync) this.#post(this.#take?.applySync(undefined, []), noBlobs);
		this.#left();
	}

	#idle(): void {
		if (this.#host) tellIdle(this.#host, this.#entries);
	}

	/** A message, or the value that ends a run; nothing where there is neither yet. */
	#post(text: unknown, blobs: readonly unknown[]): void {
		if (typeof text === 'string' && isMessageText(text)) {
			if (isBytes(blobs)) this.#deliver(text, blobs);
		} else if (typeof text === 'number' && blobs.length > 0) {
			const [place, ...args] = blobs;
			if (typeof place === 'number' && areScalars(args, Infinity)) this.#host?.onPost?.(text, place, args);
		} else if (text !== undefined && this.#host && isScalar(text, Infinity)) tellValue(this.#host, unpackScalar(text));
	}

	#deliver(text: string, blobs: readonly Uint8Array[]): void {
		const isRefused = text === unanswered || (text.startsWith(failStart) && text.includes(bufferMessage));
		if (isRefused && this.#isFull()) return this.end({ reason: 'memory', message: bufferMessage });
		if (text === unanswered) return;
		if (text.startsWith(unparsedStart)) this.#refuse(text);
		else this.#host?.onMessage({ text: this.#programs.translate(text), blobs });
	}

	/** A buffer was refused: the guest asked for too much at once, which is its own affair, or has too much already. */
	#isFull(): boolean {
		if (this.#isolate.isDisposed) return false;
		const { used_heap_size, externally_allocated_size } = this.#isolate.getHeapStatisticsSync();
		return used_heap_size + externally_allocated_size > this.#memoryBytes / 2;
	}

	#ask(text: unknown, rest: readonly unknown[]): Reply | Promise<Reply> {
		const host = this.#host;
		if (host === undefined) throw new Error('The run is over');
		if (typeof text === 'string' && isBytes(rest)) return host.onAsk({ text, blobs: rest });
		const reply = typeof text === 'number' && areScalars(rest, Infinity) && host.onCall?.(text, rest);
		if (!reply) throw new Error('The run is over');
		return reply;
	}

	/** isolated-vm's own timeouts stand still while a guest waits here, so the realm's end must let it go. */
	async #askWaiting(text: unknown, rest: readonly unknown[]): Promise<unknown> {
		const { promise, reject } = Promise.withResolvers<never>();
		this.#waiting.add(reject);
		try {
			return this.#transfer(await Promise.race([this.#ask(text, rest), promise]));
		} finally {
			this.#waiting.delete(reject);
		}
	}

	/** Strings and bytes only, so that nothing else can ever be handed in. */
	#transfer(reply: Reply): unknown {
		if ('scalar' in reply) return packScalar(reply.scalar, Infinity);
		const { text, blobs } = reply;
		return blobs.length === 0 ? text : new this.#ivm.ExternalCopy([text, ...blobs]).copyInto(transferred);
	}
}

function isBytes(values: readonly unknown[]): values is readonly Uint8Array[] {
	return values.every((value) => value instanceof Uint8Array);
}

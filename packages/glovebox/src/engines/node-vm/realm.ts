/**
 * One realm in a context of node:vm.
 *
 * Runs on: host, or inside a carrier.
 * Trusts: little. This is no boundary; the care taken here keeps honest guests alike on all engines.
 */
import { types } from 'node:util';
import vm from 'node:vm';
import type { Budget, Exit, Observation, Realm, RealmHost, RealmSpec, RealmUsage } from '../../core/engine.ts';
import type { Message } from '../../core/message.ts';
import { prepare } from '../../core/prepare.ts';
import type { Program } from '../../core/program.ts';
import { RealmPrograms, withOwnName } from '../realm-programs.ts';
import { webText } from '../web-text.ts';
import { type Glued, glue, type Job } from './glue.ts';
import { startObserver } from './observer.ts';
import { watchRejections } from './rejections.ts';

const noBlobs: readonly Uint8Array[] = [];
const noScripts: readonly vm.Script[] = [];
/** Node would write the place into the stack of what the guest throws. */
const undecorated = { displayErrors: false };
/** Evaluating it performs the jobs that were queued, under its timeout. */
const drain = new vm.Script('0', { filename: 'guest:drain' });
const webScripts = new Map<string, vm.Script>();
const byteLength = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'byteLength')?.get as (
	this: unknown,
) => number;
const setBytes = Uint8Array.prototype.set;

/** What its carrier made ready. */
export interface RealmPlace {
	readonly context: vm.Context;
	readonly install: unknown;
	readonly hasEvents: boolean;
}

/** Messages after which the guest has nothing to do. */
const endings = /^\["(?:done|fail|unfit)"/;

export class NodeVmRealm implements Realm {
	readonly #context: vm.Context;
	readonly #sync: boolean;
	/** Its jobs run in the queue of the process, and other things than the host can give it something to do. */
	readonly #hasEvents: boolean;
	readonly #glued: Glued;
	readonly #programs = new RealmPrograms();
	readonly #stopWatching: () => void;
	#host: RealmHost | undefined;
	#finishObserving: ReturnType<typeof startObserver> | undefined;
	readonly #jobs: { readonly job: Job; readonly scripts: readonly vm.Script[] }[] = [];
	/** Of the job that was taken last. */
	#scripts: readonly vm.Script[] = [];
	#entries = 0;
	/** What the thread had used when the guest was entered, while it runs. */
	#enteredFrom: NodeJS.CpuUsage | undefined;
	#deadline = Infinity;
	#cpuLeft: number | undefined;
	#cpuMs = 0;

	constructor({ context, install, hasEvents }: RealmPlace, spec: RealmSpec, host: RealmHost) {
		this.#context = context;
		this.#sync = spec.sync;
		this.#hasEvents = hasEvents;
		this.#host = host;
		const make = vm.runInContext(`(${glue})`, context, { filename: 'guest:bridge' }) as (...args: readonly unknown[]) => Glued;
		const post = (text: string, ...blobs: readonly Uint8Array[]) => this.#deliver(text, blobs.map(copyOut));
		const ask = (text: string, ...blobs: readonly Uint8Array[]) => this.#ask({ text, blobs: blobs.map(copyOut) });
		this.#glued = make(
			install,
			post,
			ask,
			() => this.#takeJob(),
			(index: number) => this.#scripts[index]?.runInContext(context, undecorated),
			(name: string) => webScript(name).runInContext(context, undecorated),
		);
		this.#stopWatching = watchRejections(this.#glued.objectPrototype, (reason) => this.#enter(['rejected', reason], { counts: false }));
	}

	observe(wanted: readonly Observation[]): void {
		this.#finishObserving = startObserver(wanted);
	}

	async report(): Promise<Message | undefined> {
		return this.#finishObserving?.(this.#programs.files);
	}

	arm(budget: Budget): void {
		this.#deadline = performance.now() + budget.wallMs;
		this.#cpuLeft = budget.cpuMs;
		this.#cpuMs = 0;
	}

	start(program: Program): void {
		const prepared = this.#programs.prepare(program, prepare);
		if (prepared === undefined) return this.#say(this.#programs.failure(program));
		let scripts: readonly vm.Script[];
		try {
			const { filename } = prepared;
			scripts = prepared.scripts.map(({ code, columnOffset }) => new vm.Script(withOwnName(code, filename), { filename, columnOffset }));
		} catch (error) {
			return this.#say(this.#programs.failure(program, error));
		}
		this.#enter(['start', prepared.mode, scripts.length], { scripts });
	}

	check(program: Program): void {
		this.#say(this.#programs.check(program));
	}

	send(message: Message): void {
		this.#enter(['receive', [message.text, ...message.blobs.map((blob) => this.#copyIn(blob))]]);
	}

	usage(): RealmUsage {
		return { cpuMs: this.#cpuMs + (this.#enteredFrom ? spent(this.#enteredFrom) : 0), peakMemoryBytes: undefined };
	}

	close(): undefined {
		this.#host = undefined;
		this.#jobs.length = 0;
		this.#scripts = [];
		this.#stopWatching();
	}

	#takeJob(): Job | undefined {
		const next = this.#jobs.shift();
		if (next) this.#scripts = next.scripts;
		return next?.job;
	}

	/** Says what became of a program that did not reach the guest. */
	#say(text: string): void {
		this.#entries += 1;
		this.#host?.onMessage({ text, blobs: noBlobs });
		this.#idle();
	}

	#enter(job: Job, { scripts = noScripts, counts = true }: { scripts?: readonly vm.Script[]; counts?: boolean } = {}): void {
		if (this.#host === undefined) return;
		if (this.#enteredFrom) {
			// A guest's own code is on the stack: a rejection that was noticed there is told of later.
			setImmediate(() => this.#enter(job, { scripts, counts }));
			return;
		}
		this.#jobs.push({ job, scripts });
		if (counts) this.#entries += 1;
		if (!this.#perform()) return;
		this.#idle();
	}

	/** Performs the job and every job that it queues, until the deadline. */
	#perform(): boolean {
		const before = process.threadCpuUsage();
		this.#enteredFrom = before;
		try {
			this.#glued.schedule();
			drain.runInContext(this.#context, this.#timeout());
			return true;
		} catch (error) {
			// Node makes this error in the guest's realm.
			const timedOut = types.isNativeError(error) && (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
			this.#end(timedOut ? { reason: 'interrupted', message: 'deadline' } : { reason: 'crashed', message: 'the realm failed' });
			return false;
		} finally {
			this.#enteredFrom = undefined;
			this.#cpuMs += spent(before);
		}
	}

	#timeout(): { timeout?: number } {
		const wallLeft = this.#deadline - performance.now();
		const left = Math.min(wallLeft, this.#cpuLeft === undefined ? Infinity : this.#cpuLeft - this.#cpuMs);
		return left < 2 ** 31 ? { timeout: Math.max(1, Math.ceil(left)) } : {};
	}

	#end(exit: Exit): void {
		const host = this.#host;
		this.close();
		host?.onExit(exit);
	}

	#idle(): void {
		// An event may still come.
		if (this.#hasEvents) return;
		if (this.#sync) this.#sayIdle();
		// Node tells of rejected promises between here and there.
		else setImmediate(() => this.#sayIdle());
	}

	#sayIdle(): void {
		this.#host?.onMessage({ text: `["idle",${this.#entries}]`, blobs: noBlobs }, true);
	}

	#deliver(text: string, blobs: readonly Uint8Array[]): void {
		this.#host?.onMessage({ text: this.#programs.translate(text), blobs });
		if (this.#hasEvents && endings.test(text)) setImmediate(() => this.#sayIdle());
	}

	#ask(message: Message): readonly unknown[] {
		const answer = this.#host?.onAsk(message);
		if (answer === undefined || answer instanceof Promise) return ['["reply",0,0,["J",{"name":"HostError","message":"The run is over"}]]'];
		return [answer.text, ...answer.blobs.map((blob) => this.#copyIn(blob))];
	}

	#copyIn(blob: Uint8Array): Uint8Array {
		const bytes = this.#glued.makeBytes(blob.byteLength);
		Reflect.apply(setBytes, bytes, [blob]);
		return bytes;
	}
}

/** A script of the web's globals; compiled once, since it is the same for every realm. */
function webScript(name: string): vm.Script {
	const script = webScripts.get(name) ?? new vm.Script(webText(name), { filename: `guest:${name}` });
	webScripts.set(name, script);
	return script;
}

function spent(from: NodeJS.CpuUsage): number {
	const { user, system } = process.threadCpuUsage(from);
	return (user + system) / 1_000;
}

function copyOut(bytes: Uint8Array): Uint8Array {
	const copy = new Uint8Array(Reflect.apply(byteLength, bytes, []));
	copy.set(bytes);
	return copy;
}

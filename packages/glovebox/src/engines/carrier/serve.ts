/**
 * What a carrier does: holds an engine, opens its realms one after another, and passes messages on.
 *
 * Runs on: carrier.
 * Trusts: the host. Whatever goes wrong in here is thrown, which ends the carrier; the host takes it from there.
 * Size: what has arrived, which realm is open, and what is to be said share one state.
 */
import { setImmediate } from 'node:timers/promises';
import type { Carrier, CarrierOptions, Engine, Exit, Observation, RealmHost } from '../../core/engine.ts';
import { EngineError, GloveboxError } from '../../core/errors.ts';
import { type Message, protocolVersion } from '../../core/message.ts';
import { prepare } from '../../core/prepare.ts';
import type { Program } from '../../core/program.ts';
import type { Attempts, Confined } from '../confine/proof.ts';
import { provideGuestText } from '../guest-text.ts';
import { provideWebTexts } from '../web-text.ts';
import { type Frame, type FrameType, readJson } from './frame.ts';
import { FramePile } from './frame-pile.ts';
import { type Hello, readHello } from './hello.ts';
import { openInspector, waitForDebugger } from './inspect.ts';
import type { LoadEngine } from './inner-engines.ts';
import { type OpenRealm, readBudget, usageOf } from './open-realm.ts';
import { practice, rehearsal } from './rehearsal.ts';
import { RunEnd } from './run-end.ts';
import type { CarrierWire } from './wire.ts';

/** Closes a confined process off once nothing is left to be loaded. */
type Seal = (confined: Confined) => Attempts;

/** What a server serves with. */
export interface Served {
	readonly engines: ReadonlyMap<string, LoadEngine>;
	/** For carriers that are processes. */
	readonly seal?: Seal;
	/** What has been read of the wire already. */
	readonly frames?: readonly Frame[];
}

/** Serves the host at the other end of the wire until that ends. */
export function serve(wire: CarrierWire, served: Served): Promise<void> {
	return new Server(wire, served).serve();
}

/** A carrier with nobody at the other end. */
export interface Rehearsed {
	practise(): Promise<void>;
}

/** Loads the engine and has it run something of ours. Rejects where it cannot be loaded. */
export async function rehearse(hello: Frame, engines: ReadonlyMap<string, LoadEngine>): Promise<Rehearsed> {
	const nobody: CarrierWire = {
		send: () => undefined,
		receive: () => [],
		listen: () => undefined,
		guard: () => undefined,
		thread: undefined,
	};
	const server = new Server(nobody, { engines });
	await server.rehearse(hello);
	return server;
}

class Server {
	readonly #wire: CarrierWire;
	readonly #engines: ReadonlyMap<string, LoadEngine>;
	readonly #seal: Seal | undefined;
	readonly #first: readonly Frame[];
	/** What has arrived and waits for its turn: a guest that runs on this thread may be in the middle of something. */
	readonly #inbox: Frame[] = [];
	/** What is said with the next thing that the host waits for, or when there is nothing left to do. */
	readonly #outbox = new FramePile();
	#draining = false;
	#engine: Engine | undefined;
	#options: CarrierOptions = { memoryBytes: Infinity, stackBytes: undefined, startMs: Infinity };
	/** Guests of an engine that lets them wait beside the thread run on it all the same: the way to a thread of theirs costs more than a call. */
	#inStack = false;
	/** Nothing is said yet. */
	#isMute = true;
	/** A carrier of the inner engine that can open a realm. */
	#ready: Carrier | Promise<Carrier> | undefined;
	#open: OpenRealm | undefined;
	/** The realm that was discarded of itself, last. */
	#over: OpenRealm | undefined;

	constructor(wire: CarrierWire, { engines, seal, frames = [] }: Served) {
		this.#wire = wire;
		this.#engines = engines;
		this.#seal = seal;
		this.#first = frames;
	}

	/** Whether guests run on this thread, which nothing else needs meanwhile. */
	get #blocks(): boolean {
		return this.#inStack || !this.#engine?.waits;
	}

	async serve(): Promise<void> {
		const [hello] = this.#first.length > 0 ? this.#first : this.#wire.receive();
		if (hello === undefined || !(await this.#begin(hello)) || !this.#blocks) return;
		for (;;) {
			const later = this.#take(this.#wire.receive());
			if (later !== undefined) await later;
			// One turn of the event loop, for whatever the engine left to be done later.
			await setImmediate();
		}
	}

	/** In order, and without a turn of the event loop between two frames unless something has to be waited for. */
	#take(frames: readonly Frame[]): Promise<void> | undefined {
		for (const frame of frames) this.#inbox.push(frame);
		if (this.#draining) return undefined;
		this.#draining = true;
		return this.#drain();
	}

	#drain(): Promise<void> | undefined {
		for (let frame = this.#inbox.shift(); frame !== undefined; frame = this.#inbox.shift()) {
			const later = this.#handle(frame);
			if (later !== undefined) return later.then(() => this.#drain());
		}
		this.#draining = false;
		this.#flush();
		return this.#discardIfOver();
	}

	/** After the host has been told, which need not wait for that. */
	#discardIfOver(): Promise<void> | undefined {
		const open = this.#open;
		if (!open?.once || !open.runEnd.isOver) return undefined;
		this.#over = open;
		return this.#close(open);
	}

	/** What was on its way to a realm that was over by then: the host must learn that nothing came of it. */
	#handleLate({ type }: Frame, over: OpenRealm): void {
		if (type === 'close') {
			over.mustSay = true;
			if (over.isRid) this.#sayClosed(over);
		} else if (type === 'start' || type === 'check' || type === 'send') {
			const text = `["idle",${(over.runEnd.idleAt ?? 0) + 1}]`;
			over.runEnd.note(text);
			this.#pass('message', over.id, { text, blobs: [] });
		}
	}

	#handle(frame: Frame): Promise<void> | undefined {
		if (frame.type === 'open') return this.#openRealm(frame.realm, frame.text === 'once');
		const open = this.#open;
		if (frame.realm === this.#over?.id) return void this.#handleLate(frame, this.#over);
		if (open === undefined || frame.realm !== open.id) return undefined;
		switch (frame.type) {
			case 'observe':
				open.realm.observe?.(readJson(frame) as readonly Observation[]);
				return undefined;
			case 'report':
				return this.#report(open);
			case 'arm':
				open.realm.arm(readBudget(frame));
				return undefined;
			case 'start':
				open.realm.start(readJson(frame) as Program);
				return undefined;
			case 'check':
				open.realm.check(readJson(frame) as Program);
				return undefined;
			case 'send':
				open.realm.send(frame);
				return undefined;
			case 'answer':
				open.answer?.(frame);
				return undefined;
			case 'keep':
				open.realm.keep?.();
				return this.#close(open);
			default:
				return this.#close(open);
		}
	}

	async #report({ id, realm }: OpenRealm): Promise<void> {
		this.#pass('observed', id, (await realm.report?.()) ?? { text: '', blobs: [] });
	}

	async rehearse(frame: Frame): Promise<void> {
		await this.#rehearse(await this.#load(readHello(frame)), rehearsal);
	}

	async practise(): Promise<void> {
		if (this.#engine) await this.#rehearse(this.#engine, practice);
	}

	async #load(hello: Hello): Promise<Engine> {
		if (hello.guest !== undefined) provideGuestText(hello.guest);
		if (hello.web !== undefined) provideWebTexts(hello.web);
		const engine = await this.#engines.get(hello.engine)?.(hello.ready);
		if (engine === undefined) throw new EngineError('GLOVEBOX_UNSUPPORTED', `"${hello.engine}" cannot be held by a carrier`);
		this.#engine = engine;
		// Nobody waits for the carriers of the engine inside that come after the first.
		this.#options = { ...hello.options, awaited: false };
		this.#inStack = engine.waits && engine.sync && hello.options.debug === undefined;
		this.#ready = await engine.start(hello.options);
		return engine;
	}

	/** Makes the engine and its first carrier ready, and says so. */
	async #begin(frame: Frame): Promise<boolean> {
		let attempts: Attempts | undefined;
		let inspector: string | undefined;
		try {
			const hello = readHello(frame);
			const engine = await this.#load(hello);
			if (hello.options.awaited) this.#isMute = false;
			else await this.#rehearse(engine, rehearsal);
			if (hello.options.debug === 'inspect') inspector = openInspector();
			attempts = this.#attend(engine, hello.confined);
		} catch (error) {
			this.#isMute = false;
			const code = GloveboxError.isInstance(error) ? error.code : 'GLOVEBOX_CRASHED';
			this.#say('refused', 0, [code, error instanceof Error ? error.message : String(error)]);
			this.#flush();
			return false;
		}
		this.#say('ready', 0, { protocol: protocolVersion, thread: this.#wire.thread, attempts, inspector });
		this.#flush();
		// Before it does anything else: a debugger that said so while it is at work would have let it go already, and be waited for in vain.
		if (inspector !== undefined) waitForDebugger();
		return true;
	}

	/** While nobody waits. No realm where a used one cannot be had again, nor where guests have a thread beside this one. */
	async #rehearse(engine: Engine, frames: readonly Frame[]): Promise<void> {
		// The parser's first work is slow, and would be charged to the first guest.
		prepare({ source: 'const { length } = await [0]; length', filename: 'guest.js', kind: 'auto', language: 'js' });
		if (engine.boundary !== 'realm' && this.#blocks) {
			await this.#take(frames);
			// The realm is exchanged for a new one.
			await setImmediate();
			this.#outbox.take();
		}
		this.#isMute = false;
	}

	/** Sees to it that the end of the wire is noticed; a process that is to be confined is then sealed. */
	#attend(engine: Engine, confined: Confined | undefined): Attempts | undefined {
		if (!this.#blocks) this.#wire.listen((frames) => this.#take(frames));
		// What confines a process also ends it with its host.
		if (confined === undefined && (this.#blocks || engine.boundary === 'realm')) this.#wire.guard();
		return confined && this.#seal?.(confined);
	}

	#openRealm(id: number, once: boolean): Promise<void> | undefined {
		this.#ready ??= this.#makeReady();
		if (!(this.#ready instanceof Promise)) return this.#openIn(this.#ready, id, once);
		return this.#ready.then((carrier) => this.#openIn(carrier, id, once));
	}

	#openIn(carrier: Carrier, id: number, once: boolean): undefined {
		const engine = this.#engine as Engine;
		this.#ready = engine.carrierServes === 'many' ? carrier : undefined;
		const spec = { sync: this.#inStack, saysEarly: true };
		const cpuFrom = process.threadCpuUsage();
		const runEnd = new RunEnd();
		const realm = carrier.open(spec, this.#hostOf(id, runEnd));
		const open: OpenRealm = { id, carrier, realm, once, runEnd, cpuFrom, answer: undefined, isRid: false, mustSay: false };
		carrier.onExit = (exit) => this.#gone(id, exit);
		this.#open = open;
	}

	/** What the engine in here sees of the host. */
	#hostOf(id: number, runEnd: RunEnd): RealmHost {
		return {
			onMessage: (message, isLast) => {
				if (runEnd.note(message.text)) this.#sayUsage(id);
				this.#pass('message', id, message);
				// At once, for the guest's own jobs may take as long as they like; what comes after them is said when all has been done.
				if (!this.#draining || !isLast) this.#flush();
				if (!this.#draining) this.#discardIfOver();
			},
			onAsk: (message) => {
				this.#pass('ask', id, message);
				this.#flush();
				return this.#blocks ? this.#waitForAnswer(id) : this.#nextAnswer(id);
			},
			onExit: (exit) => this.#gone(id, exit),
		};
	}

	#nextAnswer(id: number): Promise<Message> {
		return new Promise((resolve) => {
			if (this.#open?.id === id) this.#open.answer = resolve;
		});
	}

	/** Blocks. Whatever else arrives keeps its order and waits until the guest is quiet. */
	#waitForAnswer(id: number): Message {
		for (;;) {
			const frames = this.#wire.receive();
			const answer = frames.find((frame) => frame.type === 'answer' && frame.realm === id);
			for (const frame of frames) if (frame !== answer) this.#inbox.push(frame);
			if (answer !== undefined) return answer;
		}
	}

	#gone(id: number, { reason, message }: Exit): void {
		if (this.#open?.id !== id) return;
		this.#sayUsage(id);
		this.#open = undefined;
		this.#say('exit', id, [reason, message]);
		this.#flush();
	}

	#sayUsage(id: number): void {
		if (this.#open?.id === id) this.#say('usage', id, usageOf(this.#open, this.#engine));
	}

	#close(open: OpenRealm): Promise<void> | undefined {
		this.#open = undefined;
		open.carrier.onExit = undefined;
		const tidy = open.realm.close();
		if (tidy !== undefined) return tidy.then(() => this.#closed(open));
		this.#closed(open);
		return undefined;
	}

	#closed(open: OpenRealm): void {
		if (this.#ready === undefined) this.#exchange(open);
		else this.#sayClosed(open);
	}

	/** Off the way of a realm that was asked for meanwhile: it takes some milliseconds to be rid of an isolate, and to make one. */
	async #exchange(used: OpenRealm): Promise<void> {
		await setImmediate();
		used.carrier.close();
		this.#sayClosed(used);
		this.#flush();
		if (this.#engine?.boundary !== 'realm') this.#ready ??= this.#makeReady();
	}

	/** Of a realm that is over only if the host asks. */
	#sayClosed(open: OpenRealm): void {
		open.isRid = true;
		if (open !== this.#over || open.mustSay) this.#say('closed', open.id);
	}

	#makeReady(): Carrier | Promise<Carrier> {
		const engine = this.#engine as Engine;
		return engine.startSync?.(this.#options) ?? engine.start(this.#options);
	}

	#say(type: FrameType, realm: number, value?: unknown): void {
		this.#outbox.add(type, realm, value === undefined ? '' : JSON.stringify(value));
	}

	#pass(type: FrameType, realm: number, { text, blobs }: Message): void {
		this.#outbox.add(type, realm, text, blobs);
	}

	#flush(): void {
		if (!this.#outbox.isEmpty && !this.#isMute) this.#wire.send(this.#outbox.take());
	}
}

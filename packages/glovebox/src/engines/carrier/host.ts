/**
 * The host's side of a carrier: starts what is inside, opens realms in it one after another, and ends it at the first doubt.
 *
 * Runs on: host.
 * Trusts: nothing that arrives. The first reason to end is the one that is told.
 */
import type { Boundary, Carrier, Exit, RealmHost, RealmSpec } from '../../core/engine.ts';
import { EngineError, type EngineErrorCode, errorCodes } from '../../core/errors.ts';
import { protocolVersion } from '../../core/message.ts';
import { findFlaw } from '../confine/proof.ts';
import { Arrivals } from './arrivals.ts';
import { encodeFrame, type Frame, type FrameType, ProtocolError, readJson } from './frame.ts';
import type { Gauge } from './gauge.ts';
import { type HelloParts, helloOf, helloToCopy } from './hello.ts';
import { readInspectorUrl } from './inspect.ts';
import { HeldRealm } from './realm.ts';
import { leftBehindBytes, Watch } from './watch.ts';
import type { HostWire } from './wire.ts';

export interface CarrierStart extends HelloParts {
	/** Of the carrier, for messages: `subprocess(isolate)`. */
	readonly name: string;
	readonly boundary: Boundary;
}

/** The longest that `setTimeout` can wait. */
const longestTimer = 2 ** 31 - 1;
/** How soon the end of a process is told after it. */
const endMs = 250;
/** How long an unused carrier may take to be rid of a realm whose guest had nothing to do. */
const tidyMs = 250;

/** Launches, says hello and waits for the engine inside. Rejects with an `EngineError`, and then nothing is left of the carrier. */
export function startCarrier(launch: (hello: () => Uint8Array) => HostWire | Promise<HostWire>, start: CarrierStart): Promise<Carrier> {
	const { startMs } = start.options;
	// Before there is anything to leave behind: a checkout's guest text may fail to build.
	const hello = helloOf(start);
	const { promise, resolve, reject } = Promise.withResolvers<Carrier>();
	const timer = setTimeout(() => fail(`not ready within "pool.startMs" of ${startMs}`), Math.min(startMs, longestTimer));
	let wire: HostWire | undefined;
	let hasFailed = false;

	function fail(what: string, code: EngineErrorCode = 'GLOVEBOX_CRASHED'): void {
		hasFailed = true;
		clearTimeout(timer);
		wire?.kill();
		reject(new EngineError(code, `Cannot start ${start.name}: ${what}`));
	}

	/** Of a process that died meanwhile, the kernel shows nothing either: then its end is the reason. */
	function doubt(launched: HostWire, { code, message }: Flaw): void {
		launched.onFrames = () => undefined;
		setTimeout(() => fail(message, code), endMs);
	}

	function begin(launched: HostWire): void {
		wire = launched;
		if (hasFailed) return wire.kill();
		wire.onDeath = ({ reason, message }) => fail(message, reason === 'protocol' ? 'GLOVEBOX_PROTOCOL' : 'GLOVEBOX_CRASHED');
		wire.onFrames = (frames) => {
			clearTimeout(timer);
			try {
				resolve(readyCarrier(launched, frames, start));
			} catch (error) {
				if (error instanceof Flaw) doubt(launched, error);
				else if (error instanceof Refusal) fail(error.message, error.code);
				else if (error instanceof ProtocolError) fail(`it sent ${error.message}`, 'GLOVEBOX_PROTOCOL');
				else throw error;
			}
		};
		if (launched.program) launched.say('program', 0, launched.program.text, [launched.program.codeCache]);
		const { text, blobs } = launched.isCopy ? helloToCopy(hello) : hello;
		launched.say('hello', 0, text, blobs);
	}

	const launched = launch(() => encodeFrame('hello', 0, hello.text, hello.blobs));
	if (launched instanceof Promise) launched.then(begin, (error: Error) => fail(error.message));
	else begin(launched);
	return promise;
}

/** Throws where it cannot be held to what it is started for. */
function readyCarrier(wire: HostWire, frames: readonly Frame[], start: CarrierStart): Carrier {
	const { thread, attempts, inspector } = readReady(frames);
	const flaw = start.confined && findFlaw(start.confined, attempts, wire.pid());
	if (flaw) throw new Flaw('GLOVEBOX_BOUNDARY', `it is not confined by "${start.confined}": ${flaw}`);
	const inspectorUrl = start.options.debug === 'inspect' ? readInspectorUrl(inspector) : undefined;
	return new HeldCarrier(wire, wire.gauge(thread), start, inspectorUrl);
}

/** The engine inside could not start, and says why. */
class Refusal extends Error {
	readonly code: EngineErrorCode;

	constructor(code: EngineErrorCode, message: string) {
		super(message);
		this.code = code;
	}
}

/** It is not what it is started for, as far as the host can see. */
class Flaw extends Refusal {}

/** Reads the one frame that answers a hello: the carrier's thread, if it named one, and what is to prove its confinement. */
function readReady(frames: readonly Frame[]): {
	readonly thread: number | undefined;
	readonly attempts: unknown;
	readonly inspector: unknown;
} {
	const [frame] = frames;
	if (frame === undefined || frames.length > 1 || frame.realm !== 0) throw new ProtocolError('something else than an answer to hello');
	const fields: unknown = readJson(frame);
	if (frame.type === 'refused' && Array.isArray(fields)) throw readRefusal(fields);
	if (frame.type !== 'ready' || typeof fields !== 'object' || fields === null) {
		throw new ProtocolError('something else than an answer to hello');
	}
	const { protocol, thread, attempts, inspector } = fields as Record<string, unknown>;
	if (protocol !== protocolVersion) throw new ProtocolError('another version of the protocol');
	return { thread: Number.isSafeInteger(thread) ? (thread as number) : undefined, attempts, inspector };
}

function readRefusal([code, message]: readonly unknown[]): Error {
	const known = typeof code === 'string' && Object.hasOwn(errorCodes, code) && errorCodes[code as EngineErrorCode] === 'EngineError';
	if (!known || typeof message !== 'string') return new ProtocolError('a refusal without a reason');
	return new Refusal(code as EngineErrorCode, message.slice(0, 4_096));
}

/** A started carrier. */
class HeldCarrier implements Carrier {
	readonly boundary: Boundary;
	readonly inspectorUrl: string | undefined;
	onExit: ((exit: Exit) => void) | undefined;

	readonly #wire: HostWire;
	readonly #gauge: Gauge;
	readonly #start: CarrierStart;
	readonly #watch: Watch;
	readonly #arrivals = new Arrivals((frame) => this.#receive(frame));
	#realm: HeldRealm | undefined;
	/** The realm opened last; all before it are closed. */
	#id = 0;
	/** Realms that were closed and of which the carrier has not said yet that it is rid, oldest first. */
	readonly #leaving: { readonly id: number; readonly rid: () => void }[] = [];
	#tidying: NodeJS.Timeout | undefined;
	#over = false;

	get residentBytes(): number | undefined {
		return this.#over ? undefined : this.#gauge.residentBytes();
	}

	constructor(wire: HostWire, gauge: Gauge, start: CarrierStart, inspectorUrl: string | undefined) {
		this.inspectorUrl = inspectorUrl;
		this.boundary = start.boundary;
		this.#wire = wire;
		this.#gauge = gauge;
		this.#start = start;
		this.#watch = new Watch({ gauge, memoryBytes: start.options.memoryBytes, onOver: (exit) => this.#end(exit) });
		wire.onFrames = (frames) => this.#arrivals.push(frames);
		wire.onDeath = (exit) => this.#die(exit);
		wire.hold(false);
	}

	open(spec: RealmSpec, host: RealmHost): HeldRealm {
		const { name } = this.#start;
		if (spec.sync) throw new EngineError('GLOVEBOX_UNSUPPORTED', `Cannot run synchronously: ${name} runs guests elsewhere`);
		if (this.#over) throw new EngineError('GLOVEBOX_CRASHED', `Cannot open a realm: ${name} is gone`);
		if (this.#realm !== undefined) throw new TypeError('Cannot open a realm: the carrier still holds one');
		this.#id += 1;
		const id = this.#id;
		const watch = this.#watch;
		const say = (type: FrameType, text?: string, blobs?: readonly Uint8Array[]) => this.#wire.say(type, id, text, blobs);
		const { once = false } = spec;
		const realm = new HeldRealm({ say, end: (exit) => this.#end(exit), closing: (...how) => this.#closing(...how), once, watch }, host);
		watch.begin();
		this.#realm = realm;
		this.#wire.hold(true);
		say('open', once ? 'once' : '');
		return realm;
	}

	close(): void {
		this.#release();
		// Whoever holds the realm closed it with us, and hears no more of it.
		this.#realm?.close();
	}

	/**
	 * Where the guest has nothing to do, the next realm can be asked for at once: the carrier does one thing after the other.
	 * Else it resolves when the carrier is rid of the realm; never where it dies instead, or is ended because it
	 * keeps so much of what the guest took that the next one would be short of it.
	 */
	#closing(how: 'close' | 'keep', isQuiet: boolean, isOver: boolean): Promise<void> | undefined {
		const { peakBytes } = this.#watch;
		const isSmall = (peakBytes ?? 0) <= leftBehindBytes;
		if (isOver && isSmall) {
			this.#watch.rest(peakBytes !== undefined);
			return this.#leave();
		}
		this.#wire.say(how, this.#id);
		if (isQuiet && isSmall) {
			this.#leaving.push({ id: this.#id, rid: () => void this.#watch.rest(peakBytes !== undefined) });
			this.#tidying ??= setTimeout(() => this.#endIfStuck(), tidyMs).unref();
			return this.#leave();
		}
		return new Promise((resolve) => {
			const rid = () => {
				if (this.#watch.rest(true)) return this.#end({ reason: 'memory', message: 'it kept what a guest took' });
				this.#leave();
				resolve();
			};
			this.#leaving.push({ id: this.#id, rid });
		});
	}

	#leave(): undefined {
		this.#watch.end();
		this.#realm = undefined;
		this.#wire.hold(false);
	}

	/** A guest that was let in meanwhile has a deadline of its own. */
	#endIfStuck(): void {
		this.#tidying = undefined;
		if (this.#realm === undefined && this.#leaving.length > 0) this.#end({ reason: 'crashed', message: 'it did not close its realm' });
	}

	#receive(frame: Frame): void {
		if (this.#over) return;
		try {
			this.#route(frame);
		} catch (error) {
			if (!(error instanceof ProtocolError)) throw error;
			this.#end({ reason: 'protocol', message: `the carrier sent ${error.message}` });
		}
	}

	#route(frame: Frame): void {
		if (frame.realm === 0 || frame.realm > this.#id) throw new ProtocolError(`a frame of realm ${frame.realm}, which was never opened`);
		if (frame.type === 'closed') return this.#tidied(frame);
		if (frame.realm === this.#id && this.#realm !== undefined) this.#realm.receive(frame);
		// Not the doing of a guest that was let in since, and not told as its own.
		else if (frame.type === 'exit') this.#end({ reason: 'crashed', message: 'a realm ended after it was closed' });
	}

	#tidied(frame: Frame): void {
		const left = this.#leaving.shift();
		if (left === undefined || frame.realm !== left.id) throw new ProtocolError('an unexpected "closed" frame');
		if (this.#leaving.length === 0) {
			clearTimeout(this.#tidying);
			this.#tidying = undefined;
		}
		left.rid();
	}

	/** What it said before it died still counts. */
	#die(exit: Exit): void {
		this.#arrivals.finish();
		this.#end(exit);
	}

	#end(exit: Exit): void {
		if (this.#over) return;
		this.#release();
		this.#realm?.gone(exit);
		this.onExit?.(exit);
	}

	#release(): void {
		if (this.#over) return;
		this.#over = true;
		this.#arrivals.clear();
		clearTimeout(this.#tidying);
		this.#watch.stop();
		this.#wire.kill();
		this.#gauge.close();
	}
}

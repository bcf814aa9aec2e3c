/**
 * Gives a guest what a recording says the host gave it, in the same order, and ends the run where the guest says anything else.
 * No host function is called, nothing is loaded, and timers fire at once.
 *
 * Runs on: host.
 * Trusts: nothing that the guest says.
 */
import type { Carrier, Realm, RealmHost, RealmSpec } from '../engine.ts';
import { EngineError, type GloveboxError } from '../errors.ts';
import type { Message } from '../message.ts';
import type { Program } from '../program.ts';
import { readGuestMessage } from '../read-message.ts';
import { overMessage } from '../run-end.ts';
import { isSame, pack, type Packed, type RecordedEntry, type Recording, unpack } from './recording.ts';
import type { Tape } from './tape.ts';
import { describe, isAnswer, isTold, saysTheSame } from './told.ts';

type HostEntry = Extract<RecordedEntry, readonly ['start' | 'send', unknown]>;

function isHosts(entry: RecordedEntry | undefined): entry is HostEntry {
	return entry?.[0] === 'send' || entry?.[0] === 'start';
}

export class Player implements Tape {
	readonly #recording: Recording;
	/** The run goes on after its answer, and so does the replay. */
	readonly #lingers: boolean;
	/** Ends the run. */
	readonly #fail: (error: GloveboxError) => void;
	#realm: Realm | undefined;
	/** The entry that comes next. */
	#at = 0;
	/** What the conversation sent before its program. */
	readonly #before: Packed[] = [];
	/** What the host gives next. */
	readonly #due: HostEntry[] = [];
	/** What the conversation believes to have delivered. */
	#hostEntries = 0;
	/** What the realm got. */
	#delivered = 0;
	/** The program has not begun. */
	#starting = true;
	/** The guest is on this stack. */
	#onStack = false;
	/** The guest has answered, or differed. */
	#over = false;

	constructor(recording: Recording, lingers: boolean, fail: (error: GloveboxError) => void) {
		this.#recording = recording;
		this.#lingers = lingers;
		this.#fail = fail;
	}

	open(carrier: Carrier, spec: RealmSpec, host: RealmHost): Realm {
		const realm = carrier.open(spec, {
			onMessage: (message) => this.#onMessage(message, host),
			onAsk: (message) => this.#onAsk(message),
			onExit: (exit) => host.onExit(exit),
		});
		this.#realm = realm;
		return {
			arm: (budget) => realm.arm(budget),
			start: (program) => {
				this.#hostEntries += 1;
				this.#begin(program);
			},
			check: (program) => realm.check(program),
			send: (message) => {
				this.#hostEntries += 1;
				this.#before.push(pack(message));
			},
			usage: () => realm.usage(),
			close: () => realm.close(),
		};
	}

	/** The settings are the recorded ones; what the guest is given must be so too. The program is the caller's. */
	#begin(program: Program): void {
		const { entries } = this.#recording;
		const started = entries.findIndex(([type]) => type === 'start');
		const recorded = entries.slice(0, started).map(([, packed]) => packed as Packed);
		const [, ...given] = this.#before;
		const [, ...inputs] = recorded;
		const other = Array.from({ length: Math.max(given.length, inputs.length) }, (_, at) => at).find((at) => !same(given[at], inputs[at]));
		if (other !== undefined) return this.#differ(inputs[other], given[other]);
		this.#at = started + 1;
		this.#enter((realm) => {
			for (const packed of recorded) this.#deliver(() => realm.send(unpack(packed)));
			this.#starting = false;
			this.#deliver(() => realm.start(program));
		});
	}

	#deliver(give: () => void): void {
		this.#delivered += 1;
		give();
	}

	/** Lets the guest run, then gives it what comes next, as long as that is the host's part. */
	#enter(work: (realm: Realm) => void): void {
		const realm = this.#realm;
		if (realm === undefined || this.#onStack) return;
		this.#onStack = true;
		try {
			work(realm);
			for (this.#reachGuest(); this.#due.length > 0; this.#reachGuest()) this.#give(realm, this.#due.shift() as HostEntry);
		} finally {
			this.#onStack = false;
		}
	}

	/** The host's part up to where the guest says something: it is due as soon as the guest is off the stack. */
	#reachGuest(): void {
		const { entries } = this.#recording;
		for (let entry = entries[this.#at]; !this.#over && isHosts(entry); entry = entries[this.#at]) {
			this.#due.push(entry);
			this.#at += 1;
		}
	}

	#give(realm: Realm, entry: HostEntry): void {
		if (entry[0] === 'start') this.#deliver(() => realm.start(entry[1]));
		else this.#deliver(() => realm.send(unpack(entry[1])));
	}

	#onMessage(message: Message, host: RealmHost): void {
		const read = readGuestMessage(message);
		if (read?.type === 'idle') return this.#onIdle(read.entries, host);
		if (!isTold(read)) {
			// Timers are the recording's; of modules it has the answers.
			if (read?.type !== 'timer' && read?.type !== 'sent' && read?.type !== 'broken') host.onMessage(message);
			return;
		}
		if (!this.#over && !this.#follow('said', pack(message))) return;
		this.#over ||= isAnswer(read) && !this.#lingers;
		if (read.type !== 'call' && read.type !== 'import') host.onMessage(message);
		this.#enter(() => undefined);
	}

	#onAsk(message: Message): Message {
		this.#reachGuest();
		const entry = this.#recording.entries[this.#at];
		if (this.#over || !this.#follow('asked', pack(message)) || entry?.[0] !== 'asked') return overMessage;
		return unpack(entry[2]);
	}

	/** Whether the guest says what comes next. */
	#follow(type: 'said' | 'asked', packed: Packed): boolean {
		this.#reachGuest();
		const entry = this.#recording.entries[this.#at];
		if (entry?.[0] === type && saysTheSame(packed, entry[1])) {
			this.#at += 1;
			return true;
		}
		this.#differ(entry?.[1], packed);
		return false;
	}

	#onIdle(entries: number, host: RealmHost): void {
		if (!this.#over && (entries < this.#delivered || this.#owes())) return;
		const entry = this.#recording.entries[this.#at];
		if (!this.#over && (entry !== undefined || this.#recording.end !== 'ok')) return this.#differ(entry?.[1], undefined);
		host.onMessage({ text: `["idle",${this.#hostEntries}]`, blobs: [] });
	}

	/** Whether the guest still gets something without saying anything first. */
	#owes(): boolean {
		this.#reachGuest();
		return this.#due.length > 0 || this.#starting;
	}

	#differ(then: Program | Packed | undefined, now: Packed | undefined): void {
		this.#over = true;
		const recorded = then === undefined ? `its end (${this.#recording.end})` : 'source' in then ? then.filename : describe(then);
		const replayed = now === undefined ? 'nothing more' : describe(now);
		this.#fail(
			new EngineError('GLOVEBOX_REPLAY', `Cannot go on with the replay: the recording has ${recorded} where the guest has ${replayed}`, {
				details: { entry: this.#at, recorded, replayed, engine: this.#recording.engine },
			}),
		);
	}
}

function same(a: Packed | undefined, b: Packed | undefined): boolean {
	return a !== undefined && b !== undefined && isSame(a, b);
}

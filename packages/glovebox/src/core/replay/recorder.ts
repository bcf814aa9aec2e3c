/**
 * Writes down what crosses between a realm and the host, and changes nothing.
 *
 * Runs on: host.
 */
import type { Carrier, Realm, RealmHost, RealmSpec } from '../engine.ts';
import type { Message } from '../message.ts';
import type { Outcome } from '../outcome.ts';
import { readGuestMessage } from '../read-message.ts';
import { isTold } from './told.ts';
import { pack, type Packed, type RecordedEntry, type Recording } from './recording.ts';
import type { Tape } from './tape.ts';

export class Recorder implements Tape {
	readonly #entries: RecordedEntry[] = [];

	open(carrier: Carrier, spec: RealmSpec, host: RealmHost): Realm {
		const entries = this.#entries;
		const realm = carrier.open(spec, {
			onMessage: (message) => {
				if (isTold(readGuestMessage(message))) entries.push(['said', pack(message)]);
				host.onMessage(message);
			},
			onAsk: (message) => this.#ask(message, host),
			onExit: (exit) => host.onExit(exit),
		});
		return {
			arm: (budget) => realm.arm(budget),
			start: (program) => {
				entries.push(['start', program]);
				realm.start(program);
			},
			check: (program) => realm.check(program),
			send: (message) => {
				entries.push(['send', pack(message)]);
				realm.send(message);
			},
			usage: () => realm.usage(),
			close: () => realm.close(),
		};
	}

	/** What was recorded so far, of a run that came to this. */
	recording(engine: string, outcome: Outcome): Recording {
		return { version: 1, engine, entries: this.#entries, end: outcome.ok ? 'ok' : outcome.error.code };
	}

	/** The entry lies where the guest asked, whenever the reply comes. */
	#ask(message: Message, host: RealmHost): Message | Promise<Message> {
		const entry: ['asked', Packed, Packed] = ['asked', pack(message), ['']];
		this.#entries.push(entry);
		const keep = (reply: Message): Message => {
			entry[2] = pack(reply);
			return reply;
		};
		const reply = host.onAsk(message);
		return reply instanceof Promise ? reply.then(keep) : keep(reply);
	}
}

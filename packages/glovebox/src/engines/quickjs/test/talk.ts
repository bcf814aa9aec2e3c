/** Talks to a realm of QuickJS over the seam itself, without core. */
import type { Carrier, Exit, Realm, RealmHost } from '../../../core/engine.ts';
import type { Message } from '../../../core/message.ts';
import { quickjs } from '../../quickjs.ts';

export const megabyte = 2 ** 20;

export interface Talk {
	readonly realm: Realm;
	/** What the guest said, parsed, without `idle`. */
	readonly said: unknown[];
	readonly exits: Exit[];
	/** The entries that were answered with `idle`. */
	readonly idles: number[];
	run(source: string, kind?: 'auto' | 'root'): unknown;
	send(...message: readonly unknown[]): void;
}

export interface TalkOptions {
	readonly wallMs?: number;
	readonly cpuMs?: number;
	readonly functions?: readonly (readonly [string, 0 | 1])[];
	readonly onMessage?: (message: Message, talk: Talk) => void;
	readonly onAsk?: RealmHost['onAsk'];
}

export function startCarrier(options: { readonly memoryBytes?: number; readonly stackBytes?: number } = {}): Carrier {
	return quickjs().startSync!({ memoryBytes: options.memoryBytes ?? 64 * megabyte, stackBytes: options.stackBytes, startMs: 10_000 });
}

export function message(...fields: readonly unknown[]): Message {
	return { text: JSON.stringify(fields), blobs: [] };
}

/** Opens a realm and sets it up. */
export function open(carrier: Carrier, options: TalkOptions = {}): Talk {
	const said: unknown[] = [];
	const exits: Exit[] = [];
	const idles: number[] = [];
	const host: RealmHost = {
		onMessage(arrived) {
			const fields = JSON.parse(arrived.text) as unknown[];
			if (fields[0] === 'idle') idles.push(fields[1] as number);
			else said.push(arrived.blobs.length > 0 ? [...fields, ...arrived.blobs] : fields);
			options.onMessage?.(arrived, talk);
		},
		onAsk: options.onAsk ?? (() => message('reply', 1, 1, ['J', null])),
		onExit: (exit) => exits.push(exit),
	};
	const realm = carrier.open({ sync: true }, host);
	const talk: Talk = {
		realm,
		said,
		exits,
		idles,
		run(source, kind = 'auto') {
			realm.start({ source, filename: 'guest.js', kind, language: 'js' });
			return said.at(-1);
		},
		send: (...fields) => realm.send(message(...fields)),
	};
	realm.arm({ wallMs: options.wallMs ?? 2_000, cpuMs: options.cpuMs });
	talk.send('setup', { functions: options.functions ?? [], console: 1, consoleBytes: 65_536, outputBytes: megabyte, timers: 100 });
	return talk;
}

/** Runs one source in a realm of its own. */
export function runOnce(
	carrier: Carrier,
	source: string,
	options: TalkOptions = {},
): { readonly last: unknown; readonly exits: readonly Exit[] } {
	const talk = open(carrier, options);
	const last = talk.run(source);
	talk.realm.close();
	return { last, exits: talk.exits };
}

/** Starts carriers of test engines, and writes down what their realms say. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Carrier, CarrierOptions, Exit, Realm, RealmHost } from '../../src/core/engine.ts';
import type { Message } from '../../src/core/message.ts';
import type { Program } from '../../src/core/program.ts';
import { startCarrier } from '../../src/engines/carrier/host.ts';
import { startProcess } from '../../src/engines/carrier/process.ts';
import { startThread } from '../../src/engines/carrier/thread.ts';
import { provideGuestText } from '../../src/engines/guest-text.ts';

// The engines of these tests have no guest side.
provideGuestText('');

export type Kind = 'process' | 'thread';
export const kinds: readonly Kind[] = ['process', 'thread'];

const defaults: CarrierOptions = { memoryBytes: 64 * 2 ** 20, stackBytes: undefined, startMs: 10_000 };
const maxFrameBytes = 2 ** 26;

export function startEvaluator(kind: Kind, engine = 'evaluator', options: Partial<CarrierOptions> = {}): Promise<Carrier> {
	const main = fileURLToPath(new URL('./evaluator-main.ts', import.meta.url));
	const launch = () => (kind === 'thread' ? startThread(main, maxFrameBytes, undefined) : startProcess(node(main), maxFrameBytes));
	return startCarrier(launch, { name: `${kind}(${engine})`, engine, boundary: 'isolate', options: { ...defaults, ...options } });
}

/** Starts any program of this folder as if it were a carrier. */
export function startProgram(file: string, args: readonly string[], options: Partial<CarrierOptions> = {}): Promise<Carrier> {
	const path = fileURLToPath(new URL(file, import.meta.url));
	return startCarrier(() => startProcess(node(path, ...args), maxFrameBytes), {
		name: 'process(liar)',
		engine: 'liar',
		boundary: 'process',
		options: { ...defaults, ...options },
	});
}

function node(...args: readonly string[]) {
	return { file: process.execPath, args, boundary: undefined };
}

export function program(source: string): Program {
	return { source, filename: 'test.js', kind: 'script', language: 'js' };
}

/** An open realm and all it said. */
export interface Heard {
	readonly realm: Realm;
	readonly messages: Message[];
	readonly exits: Exit[];
	/** Resolves with the next message or exit that nobody has waited for yet. */
	next(): Promise<Message | Exit>;
}

export function openRealm(carrier: Carrier, onAsk: RealmHost['onAsk'] = (message) => message): Heard {
	const messages: Message[] = [];
	const exits: Exit[] = [];
	const unheard: (Message | Exit)[] = [];
	const waiting: ((event: Message | Exit) => void)[] = [];
	const hear = (event: Message | Exit) => {
		const resolve = waiting.shift();
		if (resolve) resolve(event);
		else unheard.push(event);
	};
	const host: RealmHost = {
		onMessage({ text, blobs }) {
			messages.push({ text, blobs });
			hear({ text, blobs });
		},
		onAsk: ({ text, blobs }) => onAsk({ text, blobs }),
		onExit(exit) {
			exits.push(exit);
			hear(exit);
		},
	};
	const realm = carrier.open({ sync: false }, host);
	const next = () => {
		const event = unheard.shift();
		return event ? Promise.resolve(event) : new Promise<Message | Exit>((resolve) => waiting.push(resolve));
	};
	return { realm, messages, exits, next };
}

/** What a program posts first. */
export async function firstWord(heard: Heard, source: string): Promise<string> {
	heard.realm.start(program(source));
	const event = await heard.next();
	return 'text' in event ? event.text : `exit: ${event.message}`;
}

/** Whether a process runs: one that is dead and not yet reaped does not. */
export function isRunning(pid: number): boolean {
	try {
		return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
	} catch {
		return false;
	}
}

/** Waits until a process has ended, at most so long; says whether it has. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
	for (const until = performance.now() + withinMs; performance.now() < until; ) {
		if (!isRunning(pid)) return true;
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
	return !isRunning(pid);
}

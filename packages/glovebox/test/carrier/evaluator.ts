/**
 * An engine for tests of the wire alone: it evaluates a program's source, which reaches the realm's host, and the process around it.
 * `evaluator` runs guests in its own stack; `waiting` lets them wait for a promise of the host.
 *
 * Runs on: carriers, in tests.
 */
import { runInNewContext } from 'node:vm';
import type { Carrier, Engine, Realm, RealmHost } from '../../src/core/engine.ts';
import type { Message } from '../../src/core/message.ts';

type Receive = (text: string, ...blobs: Uint8Array[]) => void;

export function evaluator(name: 'evaluator' | 'waiting'): Engine {
	return {
		name,
		boundary: 'isolate',
		stop: 'asked',
		sync: name === 'evaluator',
		waits: name === 'waiting',
		snapshot: false,
		warms: false,
		positions: 'line',
		rejections: 'every',
		stacks: 'own',
		limits: {},
		region: 'fixed',
		observes: [],
		inspects: false,
		carrierServes: name === 'waiting' ? 'one' : 'many',
		start: async () => makeCarrier(),
	};
}

function makeCarrier(): Carrier {
	return { boundary: 'isolate', onExit: undefined, open: (_spec, host) => makeRealm(host), close: () => undefined };
}

function makeRealm(host: RealmHost): Realm {
	let receive: Receive = () => undefined;
	const globals = {
		process,
		setTimeout,
		Uint8Array,
		Buffer,
		post: (text: string, ...blobs: Uint8Array[]) => host.onMessage({ text, blobs }),
		ask: (text: string) => host.onAsk({ text, blobs: [] }),
		exit: (reason: 'interrupted' | 'memory' | 'crashed') => host.onExit({ reason, message: 'the engine said so' }),
		receive: (next: Receive) => {
			receive = next;
		},
	};
	return {
		arm: (budget) => {
			Object.assign(globals, { budget });
		},
		start: ({ source }) => runInNewContext(source, globals),
		check: ({ source }) => host.onMessage({ text: JSON.stringify(['done', ['J', source]]), blobs: [] }),
		send: ({ text, blobs }: Message) => receive(text, ...blobs),
		usage: () => ({ cpuMs: 12.5, peakMemoryBytes: undefined }),
		close: () => undefined,
	};
}

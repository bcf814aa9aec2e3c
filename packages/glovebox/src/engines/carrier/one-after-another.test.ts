import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Carrier, Exit, Realm, RealmSpec } from '../../core/engine.ts';
import { provideGuestText } from '../guest-text.ts';
import { createDecoder, encodeFrame, type FrameType, hostFrames } from './frame.ts';
import { startCarrier } from './host.ts';
import { batch, type HostWire } from './wire.ts';

provideGuestText('');
const limit = { timeout: 10_000 };
const program = { source: '1', filename: 'x.js', kind: 'script', language: 'js' } as const;
const idle = '["idle",1]';
const megabyte = 2 ** 20;
const idleBytes = 50 * megabyte;
/** What a carrier may keep of a guest's and still serve the next. */
const keptBytes = 32 * megabyte;

/** The host's side of a carrier whose other end is this test. */
interface Played {
	readonly carrier: Carrier;
	readonly sent: string[];
	readonly exits: Exit[];
	/** The carrier says something. */
	say(type: FrameType, realm: number, text?: string): void;
	/** Opens a realm and starts a program in it; what it hears is written down. */
	open(heard: string[], spec?: Partial<RealmSpec>): Realm;
}

/** `resident` is the carrier's size as the system tells it; by default it does not. */
async function play(resident: () => number | undefined = () => undefined): Promise<Played> {
	const sent: string[] = [];
	const exits: Exit[] = [];
	const decode = createDecoder(hostFrames);
	const wire: HostWire = {
		say: batch((frames) => {
			for (const { type, realm } of decode(frames)) sent.push(`${type} ${realm}`);
		}),
		onFrames: () => undefined,
		onDeath: () => undefined,
		kill: () => undefined,
		hold: () => undefined,
		pid: () => undefined,
		gauge: () => ({ residentBytes: resident, cpuMs: () => undefined, close: () => undefined }),
	};
	const say = (type: FrameType, realm: number, text = '') => wire.onFrames([{ type, realm, text, blobs: [] }]);
	const options = { memoryBytes: 2 ** 26, stackBytes: undefined, startMs: 5_000 };
	const started = startCarrier(() => wire, { name: 'test', engine: 'test', boundary: 'process', options });
	say('ready', 0, '{"protocol":1}');
	const carrier = await started;
	carrier.onExit = (exit) => exits.push(exit);
	const open = (heard: string[], spec: Partial<RealmSpec> = {}) => {
		const onExit = ({ reason }: Exit) => void heard.push(reason);
		const realm = carrier.open(
			{ sync: false, ...spec },
			{ onMessage: ({ text }) => void heard.push(text), onAsk: (message) => message, onExit },
		);
		realm.start(program);
		return realm;
	};
	return { carrier, sent, exits, say, open };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a realm whose guest is idle is closed and the next one opened without waiting for the carrier', limit, async () => {
	const { sent, say, open } = await play();
	const first: string[] = [];
	const second: string[] = [];
	const realm = open(first);
	say('message', 1, idle);
	assert.equal(realm.close(), undefined);
	open(second);
	await turn();
	assert.deepEqual(sent, ['hello 0', 'open 1', 'start 1', 'close 1', 'open 2', 'start 2']);
	say('message', 1, '["late"]');
	say('closed', 1);
	say('message', 2, idle);
	assert.deepEqual([first, second], [[idle], [idle]]);
});

const done = '["done",["J",1]]';
const once = { once: true };

test('nothing more is said to a realm that is for one run, once that is over', limit, async () => {
	const { sent, exits, say, open } = await play();
	const heard: string[] = [];
	for (const id of [1, 2]) {
		const realm = open(heard, once);
		say('message', id, done);
		say('message', id, idle);
		assert.equal(realm.close(), undefined);
	}
	await turn();
	assert.deepEqual(sent, ['hello 0', 'open 1', 'start 1', 'open 2', 'start 2']);
	assert.deepEqual([heard, exits], [[done, idle, done, idle], []]);
});

test('a realm that is for one run is closed where its guest has not answered, or has jobs left', limit, async () => {
	const { sent, say, open } = await play();
	const quiet = open([], once);
	say('message', 1, idle);
	quiet.close();
	const busy = open([], once);
	say('message', 2, idle);
	say('message', 2, done);
	assert.ok(busy.close() instanceof Promise);
	await turn();
	assert.deepEqual(
		sent.filter((said) => said.startsWith('close')),
		['close 1', 'close 2'],
	);
});

test('a realm that is for one run is waited for where its guest took over 32 MiB', limit, async () => {
	let bytes = idleBytes;
	const { sent, say, open } = await play(() => bytes);
	const realm = open([], once);
	bytes += keptBytes + 1;
	while (realm.usage().peakMemoryBytes === undefined) await sleep(2);
	say('message', 1, done);
	say('message', 1, idle);
	assert.ok(realm.close() instanceof Promise);
	await turn();
	assert.equal(sent.at(-1), 'close 1');
});

test('a realm whose guest is not idle is waited for', limit, async () => {
	const { say, open } = await play();
	const closing = open([]).close();
	assert.ok(closing instanceof Promise);
	assert.throws(() => open([]), { name: 'TypeError', message: 'Cannot open a realm: the carrier still holds one' });
	say('closed', 1);
	await closing;
	open([]);
});

test('a realm that ends after it was closed ends the carrier, and is not told as the end of the next one', limit, async () => {
	const { exits, say, open } = await play();
	const realm = open([]);
	say('message', 1, idle);
	realm.close();
	const second: string[] = [];
	open(second);
	say('exit', 1, '["memory","too much"]');
	assert.deepEqual([second, exits], [['crashed'], [{ reason: 'crashed', message: 'a realm ended after it was closed' }]]);
});

for (const [what, lies] of Object.entries({
	'before anything was closed': [1],
	'of a realm that is still open': [2],
	twice: [1, 1],
})) {
	test(`a carrier that says "closed" ${what} is ended for breaking the protocol`, limit, async () => {
		const { exits, say, open } = await play();
		const realm = open([]);
		say('message', 1, idle);
		if (what !== 'before anything was closed') {
			realm.close();
			open([]);
		}
		for (const id of lies) say('closed', id);
		assert.deepEqual(
			exits.map(({ reason }) => reason),
			['protocol'],
		);
	});
}

test('a carrier that never says that a realm is closed is ended while nobody uses it', limit, async () => {
	const { carrier, say, open } = await play();
	const realm = open([]);
	say('message', 1, idle);
	const ended = new Promise<Exit>((resolve) => {
		carrier.onExit = resolve;
	});
	realm.close();
	// Its own timer keeps no process alive.
	const awake = setInterval(() => undefined, 1_000);
	assert.deepEqual(await ended, { reason: 'crashed', message: 'it did not close its realm' });
	clearInterval(awake);
});

test('a carrier that keeps over 32 MiB of what a guest took serves no other', limit, async () => {
	let bytes = idleBytes;
	const { exits, say, open } = await play(() => bytes);
	const closing = open([]).close();
	bytes += keptBytes + 1;
	say('closed', 1);
	assert.deepEqual(exits, [{ reason: 'memory', message: 'it kept what a guest took' }]);
	assert.throws(() => open([]), { code: 'GLOVEBOX_CRASHED' });
	assert.equal(await Promise.race([closing, turn().then(() => 'never')]), 'never');
});

test('a carrier that keeps 32 MiB of what a guest took serves the next', limit, async () => {
	let bytes = idleBytes;
	const { exits, say, open } = await play(() => bytes);
	const closing = open([]).close();
	bytes += keptBytes;
	say('closed', 1);
	await closing;
	open([]);
	assert.deepEqual(exits, []);
});

test('guests that follow each other quickly do not each have the size of their carrier read', limit, async () => {
	let reads = 0;
	const { exits, say, open } = await play(() => {
		reads += 1;
		return idleBytes;
	});
	for (let id = 1; id <= 200; id++) {
		const realm = open([]);
		say('message', id, idle);
		realm.close();
		say('closed', id);
		// As a carrier's frames do, these come in turns of the event loop.
		if (id % 10 === 0) await sleep(1);
	}
	assert.ok(reads < 100, `${reads} reads`);
	assert.deepEqual(exits, []);
});

test('a realm whose guest took over 32 MiB is waited for although it is idle', limit, async () => {
	let bytes = idleBytes;
	const { exits, say, open } = await play(() => bytes);
	const realm = open([]);
	bytes += keptBytes + 1;
	while (realm.usage().peakMemoryBytes === undefined) await sleep(2);
	say('message', 1, idle);
	const closing = realm.close();
	assert.ok(closing instanceof Promise);
	bytes = idleBytes;
	say('closed', 1);
	await closing;
	assert.deepEqual(exits, []);
});

test('frames of both directions are not mistaken for each other', () => {
	assert.throws(() => createDecoder(hostFrames)(encodeFrame('closed', 1)), { name: 'ProtocolError' });
});

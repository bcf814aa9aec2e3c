import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstWord, kinds, openRealm, program, startEvaluator } from '../../../test/carrier/carriers.ts';
import { type Message, protocolVersion } from '../../core/message.ts';
import { hasProc } from './gauge.ts';
import { startCarrier } from './host.ts';
import { startProcess } from './process.ts';
import type { HostWire } from './wire.ts';

const limit = { timeout: 30_000 };
const echo = 'receive((text, ...blobs) => post(text, ...blobs))';

for (const kind of kinds) {
	test(`a realm in a ${kind} gets and gives messages as they are, a thousand in order`, limit, async () => {
		const carrier = await startEvaluator(kind);
		const { realm, messages, next } = openRealm(carrier);
		realm.start(program(echo));
		const sent: Message[] = [{ text: '', blobs: [] }];
		for (let i = 0; i < 1_000; i += 1) sent.push({ text: `${i} é \u{1f600} \0`, blobs: [Uint8Array.of(i % 256), new Uint8Array(i % 7)] });
		for (const message of sent) realm.send(message);
		for (const _ of sent) await next();
		carrier.close();
		assert.deepEqual(messages, sent);
	});

	test(`a realm in a ${kind} gets and gives blobs of 10 MB`, limit, async () => {
		const carrier = await startEvaluator(kind);
		const { realm, messages, next } = openRealm(carrier);
		const blob = new Uint8Array(10_000_000).map((_, index) => index);
		realm.start(program(echo));
		realm.send({ text: 'big', blobs: [blob, Uint8Array.of(1)] });
		await next();
		carrier.close();
		assert.equal(messages.length, 1);
		assert.deepEqual(
			messages[0]?.blobs.map((bytes) => bytes.length),
			[10_000_000, 1],
		);
		assert.equal(Buffer.compare(messages[0]?.blobs[0] ?? blob.subarray(1), blob), 0);
	});

	test(
		`a guest on the own thread of a ${kind} waits for answers given at once and later, and keeps the order of all else`,
		limit,
		async () => {
			const carrier = await startEvaluator(kind);
			const answer = (text: string, blob: number): Message => ({ text, blobs: [Uint8Array.of(blob)] });
			const { realm, messages, next } = openRealm(carrier, ({ text }) => {
				if (text === 'now') return answer('at once', 1);
				return new Promise((resolve) => setTimeout(resolve, 20, answer('later', 2)));
			});
			realm.start(
				program(`${echo}
			for (const question of ['now', 'then', 'now']) {
				const { text, blobs } = ask(question);
				post(text, ...blobs);
			}
			post('asked');`),
			);
			// Arrives while the guest waits, and has its turn after it.
			realm.send({ text: 'sent meanwhile', blobs: [] });
			for (let i = 0; i < 5; i += 1) await next();
			carrier.close();
			assert.deepEqual(messages, [
				answer('at once', 1),
				answer('later', 2),
				answer('at once', 1),
				{ text: 'asked', blobs: [] },
				{ text: 'sent meanwhile', blobs: [] },
			]);
		},
	);

	test(`a guest beside the thread of a ${kind} gets its answers as promises`, limit, async () => {
		const carrier = await startEvaluator(kind, 'waiting');
		const { realm, messages, next } = openRealm(carrier, ({ text }) => ({ text: `${text}!`, blobs: [] }));
		realm.start(program("ask('a').then(({ text }) => { post(text); return ask('b') }).then(({ text }) => post(text))"));
		await next();
		await next();
		carrier.close();
		assert.deepEqual(
			messages.map(({ text }) => text),
			['a!', 'b!'],
		);
	});

	test(`a realm in a ${kind} knows its usage when the end of its run arrives`, limit, async () => {
		const carrier = await startEvaluator(kind);
		const { realm, next } = openRealm(carrier);
		assert.deepEqual(realm.usage(), { cpuMs: undefined, peakMemoryBytes: undefined });
		realm.start(program('post(\'["done",["J",1]]\')'));
		await next();
		assert.equal(realm.usage().cpuMs, 12.5);
		carrier.close();
	});

	test(`a realm in a ${kind} passes on what is to be parsed only`, limit, async () => {
		const carrier = await startEvaluator(kind);
		const { realm, messages, next } = openRealm(carrier);
		realm.check(program('1 +'));
		await next();
		carrier.close();
		assert.deepEqual(messages, [{ text: '["done",["J","1 +"]]', blobs: [] }]);
	});

	test(`a realm in a ${kind} passes its budget on`, limit, async () => {
		const carrier = await startEvaluator(kind);
		const first = openRealm(carrier);
		first.realm.arm({ wallMs: 1_000, cpuMs: 2_000 });
		// The host counts processor time itself where the system tells it.
		assert.equal(await firstWord(first, 'post(JSON.stringify(budget))'), hasProc ? '{"wallMs":1000}' : '{"wallMs":1000,"cpuMs":2000}');
		first.realm.arm({ wallMs: Infinity, cpuMs: undefined });
		assert.equal(await firstWord(first, 'post(String(budget.wallMs) + budget.cpuMs)'), 'Infinityundefined');
		carrier.close();
	});

	for (const engine of ['evaluator', 'waiting']) {
		test(`a ${kind} of "${engine}" opens realms one after another, and drops what a closed one still says`, limit, async () => {
			const carrier = await startEvaluator(kind, engine);
			const first = openRealm(carrier);
			assert.equal(await firstWord(first, "process.late = post; post('first')"), 'first');
			assert.throws(() => openRealm(carrier), { name: 'TypeError', message: 'Cannot open a realm: the carrier still holds one' });
			await first.realm.close();
			const second = openRealm(carrier);
			assert.equal(await firstWord(second, "process.late('late'); post('second')"), 'second');
			await second.realm.close();
			carrier.close();
			assert.deepEqual([first.messages.length, first.exits, second.messages.length, second.exits], [1, [], 1, []]);
		});
	}

	test(`a ${kind} ends with the realm whose engine says that it is gone`, limit, async () => {
		const carrier = await startEvaluator(kind);
		const exits: unknown[] = [];
		carrier.onExit = (exit) => exits.push(exit);
		const heard = openRealm(carrier);
		heard.realm.start(program("exit('memory'); post('late')"));
		await heard.next();
		const expected = [{ reason: 'memory', message: 'the engine said so' }];
		assert.deepEqual([heard.exits, exits, heard.messages], [expected, expected, []]);
		assert.throws(() => openRealm(carrier), { code: 'GLOVEBOX_CRASHED' });
	});

	test(`a ${kind} ends when its realm is closed while the guest waits`, limit, async () => {
		const carrier = await startEvaluator(kind);
		const exited = new Promise((resolve) => {
			carrier.onExit = resolve;
		});
		const asked = Promise.withResolvers<void>();
		const heard = openRealm(carrier, () => {
			asked.resolve();
			return new Promise(() => undefined);
		});
		heard.realm.start(program("ask('never')"));
		await asked.promise;
		heard.realm.close();
		assert.deepEqual(await exited, { reason: 'interrupted', message: 'closed while the guest waited for the host' });
		assert.deepEqual(heard.exits, []);
	});

	test(`a ${kind} refuses to run a guest in the caller's stack`, limit, async () => {
		const carrier = await startEvaluator(kind);
		const host = { onMessage: () => undefined, onAsk: (message: Message) => message, onExit: () => undefined };
		assert.throws(() => carrier.open({ sync: true }, host), { code: 'GLOVEBOX_UNSUPPORTED' });
		carrier.close();
		carrier.close();
	});

	test(`a ${kind} whose engine cannot start is an EngineError with its reason`, limit, async () => {
		await assert.rejects(startEvaluator(kind, 'nothing'), {
			name: 'EngineError',
			code: 'GLOVEBOX_UNSUPPORTED',
			message: `Cannot start ${kind}(nothing): "nothing" cannot be held by a carrier`,
		});
	});

	test(`a ${kind} that is not ready in time is given up`, limit, async () => {
		await assert.rejects(startEvaluator(kind, 'evaluator', { startMs: 1 }), {
			code: 'GLOVEBOX_CRASHED',
			message: `Cannot start ${kind}(evaluator): not ready within "pool.startMs" of 1`,
		});
	});
}

test('a carrier that is killed while it is looked at has crashed, and is not called unconfined', {
	...limit,
	skip: !hasProc && 'needs /proc',
}, async () => {
	const launch = async (): Promise<HostWire> => {
		const idle = { file: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], boundary: undefined };
		const wire = await startProcess(idle, 2 ** 20);
		const say = (): void => {
			process.kill(wire.pid() as number, 'SIGKILL');
			wire.onFrames([{ type: 'ready', realm: 0, text: JSON.stringify({ protocol: protocolVersion }), blobs: [] }]);
		};
		return Object.assign(wire, { say });
	};
	const options = { memoryBytes: 2 ** 26, stackBytes: undefined, startMs: 20_000 };
	await assert.rejects(
		startCarrier(launch, { name: 'idle', engine: 'idle', boundary: 'confined-process', confined: 'landlock', options }),
		{ code: 'GLOVEBOX_CRASHED', message: 'Cannot start idle: signal SIGKILL' },
	);
});

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Carrier, RealmHost } from '../../core/engine.ts';
import { quickjs } from '../quickjs.ts';

const host: RealmHost = {
	onMessage() {},
	onIdle() {},
	onAsk: () => assert.fail('nothing is asked'),
	onExit: () => assert.fail('it lives'),
};

/** What a guest says to one program in a realm of its own. */
function run(carrier: Carrier, source: string): unknown {
	let value: unknown;
	const realm = carrier.open({ sync: true }, { ...host, onValue: (given) => (value = given) });
	realm.arm({ wallMs: 5_000, cpuMs: undefined });
	realm.send({ text: '["setup",{"functions":[],"scalars":1}]', blobs: [] });
	realm.start({ source, filename: 'guest.js', kind: 'script', language: 'js' });
	realm.close();
	return value;
}

/** Counts the memories that are made while `act` runs. */
function memoriesMade(act: () => void): number {
	let made = 0;
	const { Memory } = WebAssembly;
	WebAssembly.Memory = class extends Memory {
		constructor(descriptor: ConstructorParameters<typeof Memory>[0]) {
			super(descriptor);
			made += 1;
		}
	};
	try {
		act();
	} finally {
		WebAssembly.Memory = Memory;
	}
	return made;
}

test('a carrier that rests for a second holds a new instance, once, and one that is used the same', () => {
	mock.timers.enable({ apis: ['setTimeout'] });
	const now = mock.method(performance, 'now', () => 0);
	const rest = (ms: number, at: number) => {
		now.mock.mockImplementation(() => at);
		mock.timers.tick(ms);
	};
	try {
		const carrier = quickjs().startSync?.({ memoryBytes: 2 ** 22, stackBytes: undefined, startMs: 1_000 }) as Carrier;
		assert.equal(run(carrier, '6 * 7'), 42);
		assert.equal(
			memoriesMade(() => rest(900, 900)),
			0,
		);
		assert.equal(run(carrier, '6 * 8'), 48);
		assert.equal(
			memoriesMade(() => rest(500, 1_400)),
			0,
		);
		assert.equal(
			memoriesMade(() => rest(500, 1_900)),
			1,
		);
		assert.equal(
			memoriesMade(() => rest(5_000, 6_900)),
			0,
		);
		assert.equal(
			memoriesMade(() => assert.equal(run(carrier, '6 * 9'), 54)),
			0,
		);
		carrier.close();
		assert.equal(
			memoriesMade(() => rest(5_000, 11_900)),
			0,
		);
	} finally {
		mock.timers.reset();
		now.mock.restore();
	}
});

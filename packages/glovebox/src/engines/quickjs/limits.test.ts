import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exit } from '../../core/engine.ts';
import { megabyte, open, runOnce, startCarrier } from './test/talk.ts';

const carrier = startCarrier();
const reasons = (exits: readonly Exit[]) => exits.map((exit) => exit.reason);

const endless = {
	'a loop': 'for (;;);',
	'a loop that catches and goes on': 'for (;;) { try { for (;;); } catch {} finally { continue } }',
	'a loop inside a promise constructor, which takes errors for rejections': 'for (;;) new Promise(() => { for (;;); })',
	'a flood of promises': '(async () => { for (;;) await 0 })(); await new Promise(() => {})',
	'jobs of native code alone': 'const f = () => { for (const g of [f, f]) Promise.resolve().then(g) }; f(); await new Promise(() => {})',
	'a regular expression': '/(x+x+)+y/.test("x".repeat(40))',
	'a sort': 'const a = Array.from({ length: 1e6 }, (_, i) => -i); for (;;) a.sort((x, y) => x - y)',
	'a generator that will not return': 'function* g() { try { yield 1 } finally { for (;;); } } for (const x of g()) break',
	'host calls whose errors are caught': 'for (;;) { try { tick() } catch {} }',
	'console output whose errors are caught': 'for (;;) { try { console.log(1) } catch {} }',
};
for (const [name, source] of Object.entries(endless)) {
	test(`the deadline ends ${name}`, { timeout: 20_000 }, () => {
		const began = performance.now();
		const { exits } = runOnce(carrier, source, { wallMs: 50, functions: [['tick', 1]] });
		assert.deepEqual(reasons(exits), ['interrupted']);
		assert.ok(performance.now() - began < 3_000);
	});
}

test('the budget of processor time ends a loop', { timeout: 20_000 }, () => {
	const talk = open(carrier, { wallMs: 15_000, cpuMs: 30 });
	talk.run('for (;;);');
	assert.deepEqual(talk.exits, [{ reason: 'interrupted', message: 'The processor time is used up' }]);
	assert.ok(talk.realm.usage().cpuMs! >= 30);
});

const bombs = {
	'arrays that are kept': 'const kept = []; for (;;) kept.push(new Array(1_000).fill(7))',
	'a growing array': 'const kept = []; for (;;) kept.push(1)',
	'a growing map': 'const kept = new Map(); for (let i = 0; ; i++) kept.set(i, { i })',
	'buffers that are kept': 'const kept = []; for (;;) kept.push(new ArrayBuffer(1e6))',
	'strings that are kept': 'const kept = []; for (let i = 0; ; i++) kept.push("x".repeat(1e5) + i)',
	'large numbers that are kept': 'const kept = []; for (;;) kept.push(3n ** 100_000n)',
	'closures that hold each other': 'let f = () => 1; for (;;) { const g = f; f = () => g() }',
	'errors that are caught': 'const kept = []; for (;;) { try { for (;;) kept.push(new Uint8Array(5e6)) } catch {} }',
};
for (const [name, source] of Object.entries(bombs)) {
	test(`memory ends ${name}, and stays near its limit`, { timeout: 30_000 }, () => {
		const small = startCarrier({ memoryBytes: 16 * megabyte });
		const talk = open(small, { wallMs: 15_000 });
		talk.run(source);
		assert.deepEqual([reasons(talk.exits), talk.said], [['memory'], []]);
		assert.ok(talk.realm.usage().peakMemoryBytes! < 20 * megabyte);
		small.close();
	});
}

test('one allocation beyond all that a realm can have is a RangeError of the guest', () => {
	for (const source of ['new ArrayBuffer(1e9)', '"x".repeat(2 ** 29)', 'new Float64Array(2 ** 27)', '"x".repeat(2 ** 31)']) {
		const text = `let caught; try { ${source} } catch (error) { caught = [error instanceof RangeError, error.name, error.constructor === RangeError] } caught`;
		assert.deepEqual(runOnce(carrier, text), { last: ['done', ['J', [true, 'RangeError', true]]], exits: [] }, source);
	}
});

test('a realm runs in the least memory and the least stack that the engine promises', () => {
	const small = startCarrier({ memoryBytes: 256 * 1_024, stackBytes: 16 * 1_024 });
	assert.deepEqual(runOnce(small, 'console.log({ a: [1] }); const x = await 1; [x, new Map([[1, 2]]).size, new Error("e").message]'), {
		last: ['done', ['J', [1, 1, 'e']]],
		exits: [],
	});
});

test('recursion without end is a RangeError that the guest can catch', () => {
	const recursive = [
		'(function f() { f() })()',
		'const o = { toString() { return `${o}` } }; `${o}`',
		'const o = { get x() { return o.x } }; o.x',
		'function f() { [1].map(f) } f()',
		'function* g() { yield* g() } g().next()',
		'let p = {}; for (let i = 0; i < 1e4; i++) p = new Proxy(p, {}); p.x',
	];
	for (const source of recursive) {
		const text = `let caught; try { (() => { ${source} })() } catch (error) { caught = [error instanceof RangeError, error.message] } caught`;
		assert.deepEqual(runOnce(carrier, text), { last: ['done', ['J', [true, 'Maximum call stack size exceeded']]], exits: [] }, source);
	}
});

test('a guest that uses up the stack of the thread is told so and ended', () => {
	const { last, exits } = runOnce(carrier, 'try { JSON.parse("[".repeat(1e6)) } catch {} 1');
	assert.deepEqual(last, ['fail', { name: 'RangeError', message: 'Maximum call stack size exceeded', stack: '', value: null }]);
	assert.deepEqual(reasons(exits), ['crashed']);
	assert.deepEqual(runOnce(carrier, '1 + 1').last, ['done', ['J', 2]]);
});

test('the host is not called where the guest has left it too little stack', () => {
	const depths: number[] = [];
	const talk = open(carrier, {
		functions: [['here', 1]],
		onAsk() {
			depths.push(hostDepth());
			return { text: '["reply",1,1,["J",0]]', blobs: [] };
		},
	});
	// The innermost `toJSON` runs with as much of both stacks in use as a guest cares to.
	talk.run(
		'for (let n = 1; n < 2_000; n += 50) { let a = { toJSON() { here(); return 1 } }; for (let i = 0; i < n; i++) a = [a]; try { JSON.stringify(a) } catch {} }',
	);
	assert.ok(depths.length > 0);
	assert.ok(Math.min(...depths) > 500, `${Math.min(...depths)} calls were left`);
});

function hostDepth(): number {
	try {
		return 1 + hostDepth();
	} catch {
		return 0;
	}
}

/** wallMs and cpuMs, and guests that try to swallow the stop. */
import assert from 'node:assert/strict';
import { hostFunction } from 'glovebox';
import { assertLimit, errorOf, needs, type Promised } from './promise.ts';

/** Guests that never end by themselves. */
const endless: readonly (readonly [what: string, source: string, unless?: Promised['unless']])[] = [
	['a loop', 'while (true) {}'],
	['a loop in a function body', 'for (;;); return 1'],
	['a loop in a module', 'for (;;); export default 1'],
	['a loop in TypeScript', 'const x: number = 1; for (;;);'],
	['recursion that catches its own overflow', 'function f() { try { f() } finally { f() } }; f()'],
	['a loop of awaits', 'while (true) await null'],
	['jobs that make jobs', 'const next = () => Promise.resolve().then(next); next(); new Promise(() => {})'],
	['queueMicrotask that queues itself', 'const next = () => queueMicrotask(next); next(); 1; new Promise(() => {})'],
	['an interval', 'setInterval(() => {}, 1); new Promise(() => {})'],
	['timers that set timers', 'const next = () => setTimeout(next, 0); next(); new Promise(() => {})'],
	['a loop in a timer', 'setTimeout(() => { for (;;); }, 1); new Promise(() => {})'],
	['a loop of awaits in a timer', 'setTimeout(async () => { for (;;) await null }, 1); new Promise(() => {})'],
	['a loop after a host call', 'await answer(); for (;;);'],
	['a loop of awaits after a host call', 'await answer(); for (;;) await null'],
	['a loop of host calls', 'for (;;) await answer()'],
	['a host call that never settles', 'await never()'],
	['a generator', 'function* g() { for (;;) yield 1 }; for (const x of g());'],
	['a getter that the loop reads', 'const o = { get x() { return 1 } }; for (;;) o.x'],
	['a loop in toString', 'String({ toString() { for (;;); } })'],
	['a loop in a sort', '[1, 2].sort(() => { for (;;); })'],
	['a loop in eval', 'eval("for (;;);")'],
	['a loop in a then', 'await { then() { for (;;); } }'],
	['a loop that catches', 'for (;;) { try { for (;;); } catch {} }'],
	['a loop behind finally', 'function f() { try { for (;;); } finally { f() } }; f()'],
	['a finally that continues', 'for (;;) { try { for (;;); } finally { continue } }'],
	['a catch that throws something else', 'try { for (;;); } catch { throw new Error("mine") }'],
	['a finally that returns', '(() => { try { for (;;); } finally { return 5 } })()'],
	['an async function that catches and awaits', 'for (;;) { try { while (true) await null } catch {} }'],
	['a promise that catches', 'new Promise(() => { for (;;); }).catch(() => 5)'],
	['a timer set before the loop', 'setTimeout(() => {}, 1); for (;;);'],
	['a regular expression that backtracks', '/^(a+)+$/.test("a".repeat(40) + "!")', needs.force],
	['a native loop over a huge array', 'Array.prototype.reverse.call({ length: 2 ** 50 })', needs.interruption],
	['a native search in a huge array', 'Array.prototype.lastIndexOf.call({ length: 2 ** 50 }, 1)', needs.interruption],
	['a bigint that grows', 'let x = 2n ** 100_000n; for (;;) x = (x * x + 1n) % (2n ** 400_000n - 1n)', needs.force],
];

const wallRows = endless.map(
	([what, source, unless]): Promised => ({
		says: `${what} is stopped by wallMs, soon`,
		unless,
		check: async ({ run }) => {
			const capabilities = { answer: () => 1, never: () => new Promise(() => {}) };
			const outcome = await run(source, { limits: { wallMs: 150 }, capabilities });
			const error = errorOf(outcome);
			// A thousand quick calls may come first on a fast machine; both ends are the host's.
			if (error.details['limit'] !== 'hostCalls') assertLimit(error, 'wallMs', 150);
			assert.ok(outcome.usage.wallMs < 4_000, `it took ${outcome.usage.wallMs} ms`);
		},
	}),
);

export const deadlines: readonly Promised[] = [
	...wallRows,
	{
		says: 'a run after a stopped one is well',
		check: async ({ run, evaluate }) => {
			for (const [source] of [['for (;;);'], ['for (;;) await null'], ['await new Promise(() => setInterval(() => {}, 1))']] as const) {
				assertLimit(errorOf(await run(source, { limits: { wallMs: 80 } })), 'wallMs', 80);
				assert.equal(await evaluate('6 * 7'), 42);
			}
		},
	},
	{
		says: 'a run just under wallMs is fine',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('const end = Date.now() + 100; while (Date.now() < end); await new Promise((done) => setTimeout(done, 50)); 5', {
					limits: { wallMs: 3_000 },
				}),
				5,
			),
	},
	{
		says: 'wallMs is 1 000 where nothing is said',
		check: async ({ createSandbox }) => assertLimit(errorOf(await createSandbox().run('for (;;);')), 'wallMs', 1_000),
	},
	{
		says: 'wallMs covers a guest that ends its own value after the deadline',
		check: async ({ fails }) =>
			assertLimit(await fails('await new Promise((done) => setTimeout(done, 1_000)); 5', { limits: { wallMs: 150 } }), 'wallMs', 150),
	},
	{
		says: 'wallMs covers a synchronous host function that the guest waits for',
		unless: needs.waits,
		check: async ({ fails }) => {
			const wait = hostFunction({ sync: true, handler: async () => new Promise<number>((done) => setTimeout(done, 3_000, 1)) });
			assertLimit(await fails('for (;;) { try { wait() } catch {} }', { capabilities: { wait }, limits: { wallMs: 200 } }), 'wallMs', 200);
		},
	},
	{
		says: 'wallMs covers a loop of synchronous host calls that catches',
		check: async ({ fails }) => {
			const tick = hostFunction({ sync: true, handler: () => 1 });
			const error = await fails('for (;;) { try { tick(); throw 1 } catch {} }', { capabilities: { tick }, limits: { wallMs: 200 } });
			if (error.details['limit'] !== 'hostCalls') assertLimit(error, 'wallMs', 200);
		},
	},
	{
		says: 'wallMs Infinity lifts the limit of a sandbox',
		check: async ({ createSandbox }) =>
			assert.equal(
				await createSandbox({ limits: { wallMs: Infinity } }).evaluate('await new Promise((done) => setTimeout(done, 1_200)); 5'),
				5,
			),
	},
	{
		says: 'cpuMs ends a guest that computes',
		unless: needs.limit('cpuMs'),
		check: async ({ fails }) => assertLimit(await fails('for (;;);', { limits: { cpuMs: 150 } }), 'cpuMs', 150),
	},
	{
		says: 'cpuMs does not count waiting',
		unless: needs.limit('cpuMs'),
		check: async ({ evaluate }) =>
			assert.equal(await evaluate('await new Promise((done) => setTimeout(done, 600)); 5', { limits: { cpuMs: 300 } }), 5),
	},
	{
		says: 'the first reason stays: what the guest throws while it is stopped is not told',
		check: async ({ fails }) =>
			assertLimit(await fails('try { for (;;); } finally { throw new Error("mine") }', { limits: { wallMs: 150 } }), 'wallMs', 150),
	},
	{
		says: 'an outcome that met a limit still has console and usage',
		check: async ({ run }) => {
			const outcome = await run('console.log("before"); for (;;);', { limits: { wallMs: 500 } });
			assert.deepEqual([outcome.ok, outcome.console.map(({ text }) => text), outcome.usage.wallMs >= 400], [false, ['before'], true]);
		},
	},
	{
		says: 'ten runs that are all stopped leave the sandbox well',
		check: async ({ run, evaluate }) => {
			const outcomes = await Promise.all(
				Array.from({ length: 10 }, (_, i) => run(i % 2 ? 'for (;;);' : 'for (;;) await null', { limits: { wallMs: 60 } })),
			);
			for (const outcome of outcomes) assertLimit(errorOf(outcome), 'wallMs', 60);
			assert.equal(await evaluate('1'), 1);
		},
	},
];

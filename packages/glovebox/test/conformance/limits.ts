/** Each limit, over it and just under it, and guests that try to swallow the stop. Size: table of promises. */
import assert from 'node:assert/strict';
import { hostFunction, type LimitOptions } from 'glovebox';
import { assertLimit, errorOf, needs, type Promised, resultOf } from './promise.ts';

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
	['a native loop over a huge array', 'Array.prototype.reverse.call({ length: 2 ** 50 })', needs.force],
	['a native search in a huge array', 'Array.prototype.lastIndexOf.call({ length: 2 ** 50 }, 1)', needs.force],
	['a bigint that grows', 'let x = 2n ** 100_000n; for (;;) x = (x * x + 1n) % (2n ** 400_000n - 1n)', needs.force],
];

const wallRows = endless.map(
	([what, source, unless]): Promised => ({
		says: `${what} is stopped by wallMs, soon`,
		unless,
		check: async ({ run }) => {
			const capabilities = { answer: () => 1, never: () => new Promise(() => {}) };
			const began = performance.now();
			const outcome = await run(source, { limits: { wallMs: 150 }, capabilities });
			const error = errorOf(outcome);
			// A thousand quick calls may come first on a fast machine; both ends are the host's.
			if (error.details['limit'] !== 'hostCalls') assertLimit(error, 'wallMs', 150);
			assert.ok(performance.now() - began < 4_000, `it took ${performance.now() - began} ms`);
		},
	}),
);

const hoard = (what: string) => `const all = []; for (let i = 0; ; i++) { all.push(${what}) }`;

/** Guests that use more memory than they have. */
const hungry: readonly (readonly [what: string, source: string])[] = [
	['records', hoard('{ i, a: { b: [i] } }')],
	['arrays', hoard('new Array(1_000).fill(i)')],
	['strings', hoard('("x" + i).repeat(1_000)')],
	['buffers', hoard('new Uint8Array(100_000).fill(1)')],
	['closures in a map', 'const all = new Map(); for (let i = 0; ; i++) all.set(i, () => i)'],
	['a guest that catches', 'const all = []; for (;;) { try { for (;;) all.push(new Array(1_000).fill(1)) } catch {} }'],
	['promises', hoard('Promise.resolve(i).then((x) => x)')],
];

const memoryRows = hungry.map(
	([what, source]): Promised => ({
		says: `memoryBytes ends a run that hoards ${what}, and the next run is well`,
		unless: needs.limit('memoryBytes'),
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { memoryBytes: 32 * 2 ** 20, wallMs: 8_000 } });
			assertLimit(errorOf(await sandbox.run(source)), 'memoryBytes', 32 * 2 ** 20);
			assert.equal(await sandbox.evaluate('6 * 7'), 42);
		},
	}),
);

const others: readonly Promised[] = [
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
		says: 'the limits of a sandbox hold for its runs, those of a run for itself',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { wallMs: 400 } });
			assertLimit(errorOf(await sandbox.run('for (;;);')), 'wallMs', 400);
			assertLimit(errorOf(await sandbox.run('for (;;);', { limits: { wallMs: 150 } })), 'wallMs', 150);
			assertLimit(errorOf(await sandbox.run('for (;;);')), 'wallMs', 400);
		},
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
	...memoryRows,
	{
		says: 'a run just under memoryBytes is fine',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('const all = []; for (let i = 0; i < 40; i++) all.push(new Uint8Array(100_000).fill(1)); all.length'),
				40,
			),
	},
	{
		says: 'one refused allocation is a RangeError that the guest can catch',
		// V8 takes a refused allocation in a worker for the end of its heap.
		unless: ({ stop, stacks }) => (stop === 'thread' && stacks === 'shared' ? 'the heap of a thread, which V8 ends' : undefined),
		check: async ({ createSandbox }) => {
			// V8 collects all garbage of its heap, several times, before it refuses.
			const sandbox = createSandbox({ limits: { wallMs: 9_000 } });
			assert.deepEqual(
				await sandbox.evaluate(
					'const r = []; for (const f of [() => new ArrayBuffer(2 ** 50), () => new Array(-1), () => new Uint8Array(2 ** 45)]) try { f(); r.push("no error") } catch (e) { r.push(e instanceof RangeError) }; r',
				),
				[true, true, true],
			);
		},
	},
	{
		says: 'a stack overflow is a RangeError that the guest can catch',
		check: async ({ evaluate, fails }) => {
			assert.equal(await evaluate('let r; try { (function f() { f() })() } catch (e) { r = e instanceof RangeError }; r'), true);
			assert.deepEqual(await fails('(function f() { return f() + 1 })()').then(({ code, name }) => [code, name]), [
				'GLOVEBOX_GUEST_THROW',
				'RangeError',
			]);
		},
	},
	{
		says: 'stack overflows of every kind leave the sandbox well',
		check: async ({ run, evaluate }) => {
			for (const source of [
				'const o = {}; o.toString = () => `${o}`; `${o}`',
				'const f = (x) => [x].map(f); f(1)',
				'const p = new Proxy({}, { get: (t, k, r) => r[k] }); p.x',
				'class A { get x() { return this.x } }; new A().x',
			]) {
				const error = errorOf(await run(source));
				assert.deepEqual([error.code, error.name], ['GLOVEBOX_GUEST_THROW', 'RangeError'], source);
			}
			assert.equal(await evaluate('1'), 1);
		},
	},
	{
		says: 'a smaller stackBytes gives a smaller depth',
		unless: needs.limit('stackBytes'),
		check: async ({ createSandbox }) => {
			const source = 'let n = 0; try { (function f() { n++; f() })() } catch {}; n';
			const small = await createSandbox({ limits: { stackBytes: 128 * 2 ** 10 } }).evaluate<number>(source);
			const large = await createSandbox({ limits: { stackBytes: 640 * 2 ** 10 } }).evaluate<number>(source);
			assert.ok(small > 10 && large > small * 2, `${small} and ${large} frames`);
		},
	},
	{
		says: 'a source of sourceBytes is read, one byte more is a limit',
		check: async ({ evaluate, fails }) => {
			const source = (bytes: number) => `5//${'x'.repeat(bytes - 3)}`;
			assert.equal(await evaluate(source(2 ** 20)), 5);
			assertLimit(await fails(source(2 ** 20 + 1)), 'sourceBytes', 2 ** 20);
			assertLimit(await fails(source(101), { limits: { sourceBytes: 100 } }), 'sourceBytes', 100);
		},
	},
	{
		says: 'sourceBytes counts bytes and not characters',
		check: async ({ evaluate, fails }) => {
			assert.equal(await evaluate(`"${'e'.repeat(90)}".length`, { limits: { sourceBytes: 100 } }), 90);
			assertLimit(await fails(`"${'é'.repeat(60)}".length`, { limits: { sourceBytes: 100 } }), 'sourceBytes', 100);
		},
	},
	{
		says: 'input and globals over inputBytes are a limit, under it fine',
		check: async ({ evaluate, fails }) => {
			const limits = { inputBytes: 1_000 };
			assert.equal(await evaluate('input.length', { input: 'x'.repeat(500), limits }), 500);
			assertLimit(await fails('1', { input: 'x'.repeat(1_100), limits }), 'inputBytes', 1_000);
			assertLimit(await fails('1', { input: new Uint8Array(1_100), limits }), 'inputBytes', 1_000);
			assertLimit(await fails('1', { globals: { a: 'x'.repeat(1_100) }, limits }), 'inputBytes', 1_000);
		},
	},
	{
		says: "a host function's reply over inputBytes ends the run, caught or not",
		check: async ({ evaluate, fails }) => {
			const capabilities = { text: (length: number) => 'x'.repeat(length) };
			const limits = { inputBytes: 1_000 };
			assert.equal(await evaluate('(await text(500)).length', { capabilities, limits }), 500);
			assertLimit(await fails('try { await text(1_100) } catch {}; 1', { capabilities, limits }), 'inputBytes', 1_000);
		},
	},
	{
		says: 'a result over outputBytes is a limit, under it fine',
		check: async ({ evaluate, fails }) => {
			const limits = { outputBytes: 1_000 };
			assert.equal(await evaluate('"x".repeat(500)', { limits }), 'x'.repeat(500));
			assertLimit(await fails('"x".repeat(1_100)', { limits }), 'outputBytes', 1_000);
			assertLimit(await fails('new Uint8Array(1_100)', { limits }), 'outputBytes', 1_000);
			assertLimit(await fails('"x".repeat(2 ** 20 + 10)'), 'outputBytes', 2 ** 20);
		},
	},
	{
		says: 'host-call arguments count as output, together, caught or not',
		check: async ({ evaluate, fails }) => {
			const capabilities = { take: () => 1 };
			const limits = { outputBytes: 2_000 };
			assert.equal(await evaluate('await take("x".repeat(500)); await take("x".repeat(500)); 1', { capabilities, limits }), 1);
			assertLimit(
				await fails('for (let i = 0; i < 10; i++) { try { await take("x".repeat(500)) } catch {} }; 1', { capabilities, limits }),
				'outputBytes',
				2_000,
			);
		},
	},
	{
		says: 'the text of a thrown error does not pass outputBytes by',
		check: async ({ run }) => {
			const error = errorOf(
				await run('throw Object.assign(new Error("m".repeat(50_000)), { more: "x".repeat(50_000) })', { limits: { outputBytes: 1_000 } }),
			);
			const carried = error.message.length + (error.stack ?? '').length + JSON.stringify(error.cause ?? '').length;
			assert.ok(error.code === 'GLOVEBOX_LIMIT' || carried < 60_000, `${error.code} with ${carried} characters`);
		},
	},
	{
		says: 'console text over consoleBytes ends the run, caught or not',
		check: async ({ run, fails }) => {
			const limits = { consoleBytes: 1_000, wallMs: 1_000 };
			const fine = await run('console.log("x".repeat(500)); 1', { limits });
			assert.deepEqual([resultOf(fine), fine.console.length], [1, 1]);
			assertLimit(await fails('try { console.log("x".repeat(1_100)) } catch {}; 1', { limits }), 'consoleBytes', 1_000);
			assertLimit(await fails('for (;;) { try { console.error("x") } catch {} }', { limits }), 'consoleBytes', 1_000);
			assertLimit(await fails('for (;;) console.log("x".repeat(100))'), 'consoleBytes', 64 * 2 ** 10);
		},
	},
	{
		says: 'empty lines count too: a flood of them meets consoleBytes',
		check: async ({ run }) => {
			const outcome = await run('for (let i = 0; i < 1_000_000; i++) console.log()');
			assertLimit(errorOf(outcome), 'consoleBytes', 64 * 2 ** 10);
			assert.ok(outcome.console.length <= 64 * 2 ** 10, `${outcome.console.length} entries`);
		},
	},
	{
		says: 'a flood of unhandled rejections does not fill the host',
		check: async ({ run }) => {
			const outcome = await run('for (let i = 0; i < 20_000; i++) Promise.reject(new Error("x".repeat(1_000)))', {
				limits: { wallMs: 4_000 },
			});
			const bytes = outcome.diagnostics.reduce((sum, { error }) => sum + String((error as Error).stack).length, 0);
			assert.ok(
				outcome.diagnostics.length <= 10_000 && bytes < 8 * 2 ** 20,
				`${outcome.diagnostics.length} diagnostics of ${bytes} characters`,
			);
		},
	},
	{
		says: 'a flood of host errors does not fill the host',
		check: async ({ run }) => {
			const outcome = await run('for (let i = 0; i < 5_000; i++) await f().catch(() => {}); 1', {
				capabilities: {
					f: () => {
						throw new Error('x');
					},
				},
			});
			assert.ok(outcome.diagnostics.length <= 5_000, String(outcome.diagnostics.length));
			assert.equal(outcome.diagnostics[0]?.path, 'f');
		},
	},
	{
		says: 'host calls over hostCalls end the run, caught or not',
		check: async ({ evaluate, fails }) => {
			const capabilities = { tick: () => 1 };
			const limits = { hostCalls: 5 };
			assert.equal(await evaluate('let n = 0; for (let i = 0; i < 5; i++) n += await tick(); n', { capabilities, limits }), 5);
			assertLimit(
				await fails('for (let i = 0; i < 6; i++) { try { await tick() } catch {} }; 1', { capabilities, limits }),
				'hostCalls',
				5,
			);
		},
	},
	{
		says: 'host calls in flight over pendingHostCalls end the run, caught or not',
		check: async ({ evaluate, fails }) => {
			const capabilities = { soon: () => new Promise((done) => setTimeout(done, 20, 1)) };
			const limits = { pendingHostCalls: 3 };
			assert.deepEqual(
				await evaluate('const all = await Promise.all([soon(), soon(), soon()]); await soon(); all', { capabilities, limits }),
				[1, 1, 1],
			);
			assertLimit(
				await fails('await Promise.allSettled([soon(), soon(), soon(), soon()]); 1', { capabilities, limits }),
				'pendingHostCalls',
				3,
			);
		},
	},
	{
		says: 'a guest that swallows every refusal is ended at the first one, not at its deadline',
		unless: ({ stop, boundary }) =>
			stop === 'asked' && boundary === 'realm' ? "a guest in the host's own heap and thread ends at its deadline only" : undefined,
		check: async ({ run }) => {
			const tick = hostFunction({ sync: true, handler: () => 1 });
			const endless: readonly (readonly [limit: string, source: string, limits: LimitOptions])[] = [
				['consoleBytes', 'for (;;) { try { console.log("x".repeat(100)) } catch {} }', { consoleBytes: 1_000 }],
				['hostCalls', 'for (;;) { try { tick() } catch {} }', { hostCalls: 5 }],
				['outputBytes', 'for (;;) { try { tick("x".repeat(100)) } catch {} }', { outputBytes: 1_000 }],
				['timers', 'for (;;) { try { setTimeout(() => {}, 1e6) } catch {} }', { timers: 5 }],
			];
			for (const [limit, source, limits] of endless) {
				const began = performance.now();
				const outcome = await run(source, { limits: { ...limits, wallMs: 1_900 }, capabilities: { tick } });
				assert.equal(errorOf(outcome).details['limit'], limit, errorOf(outcome).message);
				assert.ok(performance.now() - began < 1_700, `${limit} took ${performance.now() - began} of 1 900 ms`);
			}
		},
	},
	{
		says: 'more timers than timers end the run, caught or not',
		check: async ({ evaluate, fails }) => {
			const limits = { timers: 3 };
			assert.equal(
				await evaluate(
					'let n = 0; setTimeout(() => n++, 1); setTimeout(() => n++, 1); await new Promise((done) => setTimeout(done, 30)); n',
					{ limits },
				),
				2,
			);
			assertLimit(
				await fails(
					'for (let i = 0; i < 50; i++) { try { setTimeout(() => {}, 1_000) } catch {} }; await new Promise((done) => queueMicrotask(done)); 1',
					{ limits },
				),
				'timers',
				3,
			);
		},
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
	{
		says: 'source nested 100 000 deep ends the run and not the host',
		check: async ({ run, evaluate }) => {
			for (const [open, close] of [
				['(', ')'],
				['[', ']'],
				['{', '}'],
				['a?', ':0'],
				['!', ''],
				['`${', '}`'],
			] as const) {
				const outcome = await run(`0;${open.repeat(100_000)}1${close.repeat(100_000)}`);
				if (!outcome.ok)
					assert.ok(
						['GLOVEBOX_GUEST_SYNTAX', 'GLOVEBOX_GUEST_THROW', 'GLOVEBOX_LIMIT', 'GLOVEBOX_GUEST_VALUE'].includes(outcome.error.code),
						`${open}: ${outcome.error.code} ${outcome.error.message}`,
					);
			}
			assert.equal(await evaluate('1'), 1);
		},
	},
	{
		says: 'source nested ten million deep is over sourceBytes',
		check: async ({ fails }) => {
			for (const language of ['js', 'ts', 'auto'] as const)
				assertLimit(await fails('['.repeat(10_000_000), { language }), 'sourceBytes', 2 ** 20);
		},
	},
];

export const limits: readonly Promised[] = [...wallRows, ...others];

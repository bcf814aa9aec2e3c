/** Limits that count: bytes, calls, timers. Over each, and just under it. */
import assert from 'node:assert/strict';
import { hostFunction, type LimitOptions } from 'glovebox';
import { assertLimit, errorOf, type Promised, resultOf } from './promise.ts';

export const limits: readonly Promised[] = [
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
			const outcome = await run('for (let i = 0; i < 1_000_000; i++) console.log()', { limits: { consoleBytes: 4_000 } });
			assertLimit(errorOf(outcome), 'consoleBytes', 4_000);
			assert.ok(outcome.console.length <= 4_000, `${outcome.console.length} entries`);
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
			const capabilities = { soon: () => new Promise((done) => setTimeout(done, 20, 1)), never: () => new Promise(() => {}) };
			const limits = { pendingHostCalls: 3 };
			assert.deepEqual(
				await evaluate('const all = await Promise.all([soon(), soon(), soon()]); await soon(); all', { capabilities, limits }),
				[1, 1, 1],
			);
			assertLimit(
				await fails('await Promise.allSettled([never(), never(), never(), soon()]); 1', { capabilities, limits }),
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
				const outcome = await run(source, { limits: { ...limits, wallMs: 1_900 }, capabilities: { tick } });
				assert.equal(errorOf(outcome).details['limit'], limit, errorOf(outcome).message);
				assert.ok(outcome.usage.wallMs < 1_700, `${limit} took ${outcome.usage.wallMs} of 1 900 ms`);
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
		says: 'source nested ten million deep is over sourceBytes',
		check: async ({ fails }) => {
			for (const language of ['js', 'ts', 'auto'] as const)
				assertLimit(await fails('['.repeat(10_000_000), { language }), 'sourceBytes', 2 ** 20);
		},
	},
];

/** What an outcome says of the cost of a run. */
import assert from 'node:assert/strict';
import type { Outcome } from 'glovebox';
import { errorOf, type Promised } from './promise.ts';

const sources = { value: '1', throw: 'throw new Error("x")', syntax: 'let = ;', refused: '() => 1', pending: 'new Promise(() => {})' };

const numbersOf = ({ usage }: Outcome) => [
	usage.wallMs,
	usage.queueMs,
	usage.startMs,
	usage.hostCalls,
	usage.consoleBytes,
	usage.outputBytes,
];

export const usage: readonly Promised[] = [
	...Object.entries(sources).map(
		([what, source]): Promised => ({
			says: `the outcome of a run that ends with ${what === 'value' ? 'a value' : `a ${what} error`} has every figure`,
			check: async ({ run, engine, sandbox }) => {
				const outcome = await run(source);
				for (const figure of numbersOf(outcome)) assert.ok(Number.isFinite(figure) && figure >= 0, JSON.stringify(outcome.usage));
				assert.deepEqual([outcome.usage.engine, outcome.usage.boundary], [engine.name, sandbox.boundary]);
			},
		}),
	),
	{
		says: 'the outcome of a run after close has every figure too',
		check: async ({ createSandbox, engine }) => {
			const sandbox = createSandbox();
			await sandbox.close();
			const outcome = await sandbox.run('1');
			for (const figure of numbersOf(outcome)) assert.ok(Number.isFinite(figure), JSON.stringify(outcome.usage));
			assert.deepEqual([outcome.usage.engine, errorOf(outcome).code], [engine.name, 'GLOVEBOX_CLOSED']);
		},
	},
	{
		says: "wallMs is the time from the guest's start to its end",
		check: async ({ run }) => {
			const outcome = await run('await new Promise((done) => setTimeout(done, 120))');
			assert.ok(outcome.usage.wallMs >= 110 && outcome.usage.wallMs < 2_000, `${outcome.usage.wallMs} ms`);
		},
	},
	{
		says: 'waiting for a carrier is queueMs and not wallMs',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ pool: { max: 1, min: 0 }, limits: { wallMs: 5_000 } });
			const first = sandbox.run('await new Promise((done) => setTimeout(done, 300))');
			const second = await sandbox.run('1');
			await first;
			assert.ok(second.usage.queueMs >= 200 && second.usage.wallMs < second.usage.queueMs, JSON.stringify(second.usage));
		},
	},
	{
		says: 'what an engine cannot know is undefined and never 0',
		check: async ({ run }) => {
			const { usage } = await run('const end = Date.now() + 60; while (Date.now() < end); new Uint8Array(1e5).fill(1).length');
			for (const name of ['cpuMs', 'peakMemoryBytes'] as const)
				assert.ok(usage[name] === undefined || usage[name] > 0, `${name} is ${usage[name]}`);
		},
	},
	{
		says: 'cpuMs, where it is known, counts computing and not waiting',
		check: async ({ run }) => {
			const busy = await run('const end = Date.now() + 400; while (Date.now() < end); 1');
			const idle = await run('await new Promise((done) => setTimeout(done, 400)); 1');
			if (busy.usage.cpuMs === undefined || idle.usage.cpuMs === undefined) return;
			assert.ok(busy.usage.cpuMs >= 20 && idle.usage.cpuMs < busy.usage.cpuMs, `${busy.usage.cpuMs} busy, ${idle.usage.cpuMs} idle`);
		},
	},
	{
		says: 'hostCalls counts every call, also those that fail or are not awaited',
		check: async ({ run }) => {
			const outcome = await run('await f(1); await f(0).catch(() => {}); f(1); await f(1); 1', {
				capabilities: {
					f: (good: number) => {
						if (!good) throw new Error('x');
					},
				},
			});
			assert.equal(outcome.usage.hostCalls, 4);
		},
	},
	{
		says: 'outputBytes grows with the result and with host-call arguments',
		check: async ({ run }) => {
			const capabilities = { take: () => 1 };
			const small = (await run('1')).usage.outputBytes;
			const text = (await run('"x".repeat(10_000)')).usage.outputBytes;
			const bytes = (await run('new Uint8Array(10_000)')).usage.outputBytes;
			const args = (await run('await take("x".repeat(10_000)); 1', { capabilities })).usage.outputBytes;
			assert.ok(small < 100, `${small}`);
			for (const figure of [text, bytes, args]) assert.ok(figure >= 10_000 && figure < 11_000, `${text}, ${bytes}, ${args}`);
		},
	},
	{
		says: 'figures of one run do not leak into the next',
		check: async ({ run }) => {
			await run('console.log("x".repeat(1_000)); await f(); "y".repeat(1_000)', { capabilities: { f: () => 1 } });
			const { hostCalls, consoleBytes, outputBytes } = (await run('1')).usage;
			assert.deepEqual([hostCalls, consoleBytes, outputBytes < 100], [0, 0, true]);
		},
	},
	{
		says: 'every outcome has lists of console entries, diagnostics and calls',
		check: async ({ run }) => {
			for (const source of Object.values(sources)) {
				const { console, diagnostics, calls } = await run(source);
				assert.deepEqual([console, diagnostics, calls], [[], [], []], source);
			}
		},
	},
	{
		says: 'an outcome is either ok with a value or not ok with an error, never both',
		check: async ({ run }) => {
			assert.deepEqual(
				Object.keys(await run('undefined'))
					.filter((key) => /^(ok|value|error)$/.test(key))
					.sort(),
				['ok', 'value'],
			);
			assert.deepEqual(
				Object.keys(await run('throw 1'))
					.filter((key) => /^(ok|value|error)$/.test(key))
					.sort(),
				['error', 'ok'],
			);
		},
	},
];

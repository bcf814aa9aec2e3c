/** Runs beside each other, and runs in the caller's stack. */
import assert from 'node:assert/strict';
import { errorOf, needs, type Promised, resultOf } from './promise.ts';

export const sideBySide: readonly Promised[] = [
	{
		says: 'runs over pool.queue are GLOVEBOX_CAPACITY, and the others go on',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ pool: { max: 1, min: 0, queue: 1 }, limits: { wallMs: 5_000 } });
			const source = 'await new Promise((done) => setTimeout(done, 150)); 1';
			const outcomes = await Promise.all([sandbox.run(source), sandbox.run(source), sandbox.run(source)]);
			assert.deepEqual(
				outcomes.map((outcome) => (outcome.ok ? outcome.value : outcome.error.code)),
				[1, 1, 'GLOVEBOX_CAPACITY'],
			);
		},
	},
	{
		says: 'closing one sandbox leaves another alone',
		check: async ({ createSandbox }) => {
			const [one, two] = [createSandbox(), createSandbox()];
			const running = two.run('await new Promise((done) => setTimeout(done, 100)); 7');
			await one.evaluate('1');
			await one.close();
			assert.equal(resultOf(await running), 7);
		},
	},
	{
		says: 'runs at once each have their own realm, input and console',
		check: async ({ run }) => {
			const source = 'globalThis.mine = input; await new Promise((done) => setTimeout(done, 30)); console.log(mine); mine';
			const outcomes = await Promise.all([1, 2, 3].map((input) => run(source, { input })));
			assert.deepEqual(
				outcomes.map((outcome) => [resultOf(outcome), outcome.console.map(({ text }) => text)]),
				[
					[1, ['1']],
					[2, ['2']],
					[3, ['3']],
				],
			);
		},
	},
	{
		says: 'twenty runs at once all come to their values',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await Promise.all(Array.from({ length: 20 }, (_, input) => evaluate('input * 2', { input }))),
				Array.from({ length: 20 }, (_, i) => i * 2),
			),
	},
	{
		says: 'runSync gives what run gives',
		unless: needs.sync,
		check: async ({ sandbox, run }) => {
			for (const source of [
				'6 * 7',
				'throw new TypeError("t")',
				'let = ;',
				'() => 1',
				'await Promise.resolve([1])',
				'console.log("x"); 1',
			]) {
				const [now, later] = [sandbox.runSync(source, { filename: 'a.js' }), await run(source, { filename: 'a.js' })];
				const told = (outcome: typeof now) => [
					outcome.ok ? outcome.value : [outcome.error.code, outcome.error.message],
					outcome.console.map(({ text }) => text),
				];
				assert.deepEqual(told(now), told(later), source);
			}
		},
	},
	{
		says: "evaluateSync throws the outcome's error",
		unless: needs.sync,
		check: ({ sandbox }) => {
			assert.equal(sandbox.evaluateSync('6 * 7'), 42);
			assert.throws(() => sandbox.evaluateSync('throw new TypeError("t")'), {
				code: 'GLOVEBOX_GUEST_THROW',
				name: 'TypeError',
				message: 't',
			});
		},
	},
	{
		says: 'runSync is stopped by wallMs',
		unless: needs.sync,
		check: ({ sandbox }) => {
			for (const source of [
				'for (;;);',
				'for (;;) await null',
				'await new Promise((done) => setTimeout(done, 60_000))',
				'setInterval(() => {}, 1); new Promise(() => {})',
			]) {
				const error = errorOf(sandbox.runSync(source, { limits: { wallMs: 150 } }));
				assert.deepEqual([error.code, error.details['limit']], ['GLOVEBOX_LIMIT', 'wallMs'], source);
			}
		},
	},
	{
		says: 'runSync of a value that can never settle is GLOVEBOX_GUEST_PENDING',
		unless: needs.sync,
		check: ({ sandbox }) => assert.equal(errorOf(sandbox.runSync('new Promise(() => {})')).code, 'GLOVEBOX_GUEST_PENDING'),
	},
	{
		says: 'runSync and evaluateSync are GLOVEBOX_UNSUPPORTED where the guest is elsewhere, and name the engines that can',
		unless: needs.noSync,
		check: ({ sandbox }) => {
			const unsupported = { name: 'EngineError', code: 'GLOVEBOX_UNSUPPORTED', message: /nodeVm.*isolate.*quickjs/s };
			assert.throws(() => sandbox.runSync('1'), unsupported);
			assert.throws(() => sandbox.evaluateSync('1'), unsupported);
		},
	},
	{
		says: 'stats counts carriers, realms, the queue and bytes, and shows an end',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			await sandbox.evaluate('1');
			const stats = sandbox.stats();
			assert.ok(stats.realms >= 1 && stats.queue === 0 && 'carriers' in stats && 'bytes' in stats, JSON.stringify(stats));
			await sandbox.close();
			assert.equal(sandbox.stats().queue, 0);
		},
	},
];

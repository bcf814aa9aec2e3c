/** Sessions: a realm kept over several runs. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertLimit, errorOf, needs, type Promised, resultOf } from './promise.ts';

export const sessions: readonly Promised[] = [
	{
		says: 'a session that does nothing for longer than a run may take is still there',
		check: async ({ createSandbox }) => {
			const session = await createSandbox({ limits: { wallMs: 1_500, cpuMs: 1_000 } }).open();
			await session.evaluate('var kept = 1');
			await sleep(2_000);
			assert.equal(await session.evaluate('kept + 1'), 2);
		},
	},
	{
		says: 'a session keeps its realm from run to run',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('let n = 1; globalThis.list = [n]; 0');
			await session.evaluate('n++; list.push(n); 0');
			assert.deepEqual(await session.evaluate('[n, list]'), [2, [1, 2]]);
		},
	},
	{
		says: 'two sessions share nothing, nor does a run beside them',
		check: async ({ open, evaluate }) => {
			const [one, two] = [await open(), await open()];
			await one.evaluate('var mine = 1; Array.prototype.stolen = 1; 0');
			assert.deepEqual(
				[await two.evaluate('[typeof mine, [].stolen]'), await evaluate('[typeof mine, [].stolen]')],
				[
					['undefined', undefined],
					['undefined', undefined],
				],
			);
		},
	},
	{
		says: 'runs and calls of one session queue in order',
		check: async ({ open }) => {
			const session = await open();
			const all = [
				session.evaluate('const seen = []; await new Promise((done) => setTimeout(done, 60)); seen.push(1); 0'),
				session.evaluate('seen.push(2); 0'),
				session.evaluate('function late() { seen.push(3) }; 0'),
				session.call('late'),
				session.get('seen'),
			];
			assert.deepEqual((await Promise.all(all)).at(-1), [1, 2, 3]);
		},
	},
	{
		says: 'a throw, a syntax error and a value that stays pending leave a session open',
		check: async ({ open }) => {
			const session = await open();
			const codes = [];
			for (const source of ['var a = 1; throw new Error("x")', 'let = ;', 'new Promise(() => {})', '() => {}'])
				codes.push(errorOf(await session.run(source)).code);
			assert.deepEqual(codes, ['GLOVEBOX_GUEST_THROW', 'GLOVEBOX_GUEST_SYNTAX', 'GLOVEBOX_GUEST_PENDING', 'GLOVEBOX_GUEST_VALUE']);
			assert.equal(await session.evaluate('a'), 1);
		},
	},
	{
		says: 'wallMs, hostCalls, outputBytes and consoleBytes count anew for each run',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({
				capabilities: { f: () => 1 },
				limits: { wallMs: 1_500, hostCalls: 2, outputBytes: 300, consoleBytes: 300 },
			});
			const session = await sandbox.open();
			for (let i = 0; i < 3; i++)
				assert.equal(
					await session.evaluate(
						'await f(); await f(); console.log("x".repeat(200)); await new Promise((done) => setTimeout(done, 600)); "y".repeat(200)',
					),
					'y'.repeat(200),
				);
		},
	},
	{
		says: 'timers count for the life of a session',
		check: async ({ createSandbox }) => {
			const session = await createSandbox({ limits: { timers: 3 } }).open();
			await session.evaluate('setInterval(() => {}, 1e6); setInterval(() => {}, 1e6); 0');
			assertLimit(errorOf(await session.run('setInterval(() => {}, 1e6); setInterval(() => {}, 1e6); await null; 0')), 'timers', 3);
		},
	},
	{
		says: 'timers run only while a run or call is in progress',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('let n = 0; setInterval(() => n++, 5); 0');
			await new Promise((done) => setTimeout(done, 200));
			assert.ok((await session.evaluate<number>('n')) <= 3, 'while nothing runs');
			assert.ok((await session.evaluate<number>('await new Promise((done) => setTimeout(done, 500)); n')) >= 5, 'while a run waits');
		},
	},
	{
		says: 'a timer left by one run cannot make a later one pending for ever',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('let go; const gate = new Promise((done) => { go = done }); setTimeout(() => go(9), 30); 0');
			assert.equal(await session.evaluate('gate'), 9);
		},
	},
	{
		says: 'a session has globals, and each run its own input',
		check: async ({ open }) => {
			const session = await open({ globals: { base: 10 } });
			assert.equal(await session.evaluate('base + input', { input: 1 }), 11);
			assert.equal(await session.evaluate('base + input', { input: 2 }), 12);
		},
	},
	{
		says: 'host functions of the sandbox work in runs and calls of a session',
		check: async ({ createSandbox }) => {
			const session = await createSandbox({ capabilities: { twice: (n: number) => n * 2 } }).open();
			await session.evaluate('const f = async (n) => (await twice(n)) + 1');
			assert.deepEqual([await session.evaluate('await f(1)'), await session.call('f', 2)], [3, 5]);
		},
	},
	{
		says: 'on("console") streams what runs and calls print',
		check: async ({ open }) => {
			const session = await open();
			const seen: string[] = [];
			session.on('console', ({ level, text }) => {
				seen.push(`${level} ${text}`);
			});
			const outcome = await session.run('console.log("run"); const say = (x) => console.warn(x)');
			await session.call('say', 'call');
			assert.deepEqual([seen, outcome.console.map(({ text }) => text)], [['log run', 'warn call'], ['run']]);
		},
	},
	{
		says: "usage of a session has numbers and the engine's name",
		check: async ({ open, engine }) => {
			const session = await open();
			await session.evaluate('1');
			assert.deepEqual([typeof session.usage.wallMs, session.usage.engine], ['number', engine.name]);
		},
	},
	{
		says: 'a failed run in a session has the lines of its own source',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('\n\n\nfunction f() { throw new Error("x") }', { filename: 'one.js' });
			const error = errorOf(await session.run('\nf()', { filename: 'two.js' }));
			assert.match(error.stack as string, /one\.js:4.*two\.js:2/s);
		},
	},
	{
		says: 'a program is opened once and run often in a session',
		check: async ({ open, sandbox }) => {
			const program = await sandbox.compile('globalThis.n = (globalThis.n ?? 0) + 1');
			const session = await open();
			assert.deepEqual([await session.evaluate(program), await session.evaluate(program)], [1, 2]);
		},
	},
	{
		says: "openSync, runSync and evaluateSync keep a session in the caller's stack",
		unless: needs.sync,
		check: ({ sandbox }) => {
			const session = sandbox.openSync();
			assert.equal(session.evaluateSync('let n = 1; n'), 1);
			assert.equal(resultOf(session.runSync('n += await new Promise((done) => setTimeout(done, 5, 2)); n')), 3);
			void session.close();
		},
	},
	{
		says: 'openSync is GLOVEBOX_UNSUPPORTED where the guest is elsewhere',
		unless: needs.noSync,
		check: ({ sandbox }) => assert.throws(() => sandbox.openSync(), { name: 'EngineError', code: 'GLOVEBOX_UNSUPPORTED' }),
	},
];

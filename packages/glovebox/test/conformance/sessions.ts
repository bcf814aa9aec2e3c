/** Sessions: a realm kept over several runs. Size: table of promises. */
import assert from 'node:assert/strict';
import { assertLimit, errorOf, isLimit, needs, type Promised, resultOf } from './promise.ts';

const closedError = { name: 'EngineError', code: 'GLOVEBOX_CLOSED' };

/** A source, a path, and what `get` gives. */
const paths: readonly (readonly [says: string, source: string, path: string, value: unknown])[] = [
	['var', 'var a = 1', 'a', 1],
	['let', 'let a = { b: { c: 2 } }', 'a.b.c', 2],
	['const', 'const a = [3]', 'a', [3]],
	['an index after a dot', 'const list = [{ x: 1 }, { x: 2 }]', 'list.1.x', 2],
	['a property of the global', 'globalThis.made = 5', 'made', 5],
	['let before a property of the global', 'globalThis.a = 1; let a = 2', 'a', 2],
	['a static of a class', 'class A { static x = 6 }', 'A.x', 6],
	['a getter', 'const a = { get b() { return 7 } }', 'a.b', 7],
	['a variable of an awaiting script', 'const a = await 8', 'a', 8],
];

const pathRows = paths.map(
	([says, source, path, value]): Promised => ({
		says: `get finds ${says}`,
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate(`${source}; 0`);
			assert.deepEqual(await session.get(path), value);
		},
	}),
);

/** Things that are no path. None may run as source. */
const noPaths = [
	'',
	'a b',
	'a()',
	'a;b',
	'a.',
	'.a',
	'a..b',
	'a[b]',
	'a["b"]',
	'1+1',
	'this',
	'a\n',
	'(a)',
	'new A',
	'a=1',
	'`a`',
	'globalThis.x = 1',
];

const calling: readonly Promised[] = [
	{
		says: 'call passes arguments and gives what the function returns',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('function add(a, b) { return a + b } const late = async (x) => { await null; return x * 2 }');
			assert.deepEqual([await session.call('add', 2, 3), await session.call('late', 4)], [5, 8]);
		},
	},
	{
		says: 'in a call, this is the object before the last dot',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate(
				'const shop = { name: "s", inner: { name: "i", who() { return this.name } }, who() { return this.name } }; const list = [{ n: 1, me() { return this.n } }]',
			);
			assert.deepEqual(
				[await session.call('shop.who'), await session.call('shop.inner.who'), await session.call('list.0.me')],
				['s', 'i', 1],
			);
		},
	},
	{
		says: 'arguments of a call keep their kinds, holes and sharing',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('const look = (m, h, a, b) => [m instanceof Map, 1 in h, a === b]');
			const one = {};
			assert.deepEqual(await session.call('look', new Map(), [1, , 2], one, one), [true, false, true]);
		},
	},
	{
		says: "an argument of a call that cannot be copied is the host's TypeError",
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('const f = (x) => x');
			await assert.rejects(
				async () => session.call('f', () => 1),
				(error) => error instanceof TypeError && /Cannot copy/.test(error.message),
			);
			assert.equal(await session.call('f', 1), 1);
		},
	},
	{
		says: 'arguments of a call over inputBytes are a limit',
		check: async ({ open }) => {
			const session = await open({ limits: { inputBytes: 1_000 } });
			await session.evaluate('const f = (x) => x.length');
			assert.equal(await session.call('f', 'x'.repeat(500)), 500);
			await assert.rejects(session.call('f', 'x'.repeat(2_000)), isLimit('inputBytes', 1_000));
		},
	},
	{
		says: "what a called function throws is the guest's error, and the session stays",
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('function f() { throw new RangeError("bad") }\nfunction g() { return 1 }', { filename: 'f.js' });
			await assert.rejects(session.call('f'), { name: 'RangeError', message: 'bad', code: 'GLOVEBOX_GUEST_THROW' });
			assert.equal(await session.call('g'), 1);
		},
	},
	{
		says: "a call of what is no function is the guest's error",
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('var x = 1');
			for (const path of ['x', 'nothing', 'x.y.z'])
				await assert.rejects(session.call(path), (error) => /^GLOVEBOX_GUEST_/.test((error as { code: string }).code), path);
			assert.equal(await session.get('x'), 1);
		},
	},
	{
		says: 'what a called function returns must be copied like any result',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('const f = () => () => 1');
			await assert.rejects(session.call('f'), { code: 'GLOVEBOX_GUEST_VALUE' });
		},
	},
	{
		says: 'what is no path is refused by the host and never run',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('var ran = 0; function a() { ran++ }');
			for (const path of noPaths) {
				await assert.rejects(
					async () => session.get(path),
					(error) => error instanceof TypeError || error instanceof RangeError,
					`get ${path}`,
				);
				await assert.rejects(
					async () => session.call(path),
					(error) => error instanceof TypeError || error instanceof RangeError,
					`call ${path}`,
				);
			}
			assert.equal(await session.get('ran'), 0);
		},
	},
	{
		says: 'set makes a global that later scripts see',
		check: async ({ open }) => {
			const session = await open();
			await session.set('rates', { eur: [1, 2] });
			assert.deepEqual(await session.evaluate('[rates.eur[1], rates instanceof Object, globalThis.rates === rates]'), [2, true, true]);
			await session.set('rates', 5);
			assert.equal(await session.evaluate('rates'), 5);
		},
	},
	{
		says: 'exports of modules are found before scripts and the global, latest first',
		check: async ({ open }) => {
			const session = await open();
			await session.evaluate('globalThis.f = () => "global"; function g() { return "script" }; 0');
			assert.deepEqual([await session.call('f'), await session.call('g')], ['global', 'script']);
			await session.evaluate('export function f() { return "first" }; export const g = () => "module"; export default 0');
			assert.deepEqual([await session.call('f'), await session.call('g')], ['first', 'module']);
			await session.evaluate('export const f = () => "second"; export default 0');
			assert.deepEqual([await session.call('f'), await session.call('g')], ['second', 'module']);
		},
	},
	{
		says: 'exports of modules are live',
		check: async ({ open }) => {
			const session = await open();
			await session.run('export let n = 0; export function up() { n++ }');
			await session.call('up');
			assert.equal(await session.get('n'), 1);
		},
	},
];

const living: readonly Promised[] = [
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
		says: 'after a LimitError a session is closed',
		check: async ({ open }) => {
			const session = await open();
			assertLimit(errorOf(await session.run('for (;;);', { limits: { wallMs: 150 } })), 'wallMs', 150);
			assert.equal(errorOf(await session.run('1')).code, 'GLOVEBOX_CLOSED');
			await assert.rejects(session.call('f'), closedError);
			await assert.rejects(session.get('f'), closedError);
			await assert.rejects(session.set('f', 1), closedError);
		},
	},
	{
		says: 'a call that never ends is stopped by wallMs',
		check: async ({ open }) => {
			const session = await open({ limits: { wallMs: 200 } });
			await session.evaluate('const forever = () => { for (;;); }');
			await assert.rejects(session.call('forever'), isLimit('wallMs', 200));
		},
	},
	{
		says: 'a getter that never ends is stopped by wallMs',
		check: async ({ open }) => {
			const session = await open({ limits: { wallMs: 200 } });
			await session.evaluate('var trap = { get x() { for (;;); } }; 0');
			await assert.rejects(session.get('trap.x'), isLimit('wallMs', 200));
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
		says: 'aborting a run of a session ends it and closes the session',
		check: async ({ open }) => {
			const session = await open();
			const outcome = await session.run('await new Promise((done) => setTimeout(done, 60_000))', { signal: AbortSignal.timeout(100) });
			assert.equal(errorOf(outcome).code, 'GLOVEBOX_ABORTED');
			assert.equal(errorOf(await session.run('1')).code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'closing a session ends its run, is harmless twice, and is told afterwards',
		check: async ({ open }) => {
			const session = await open();
			const running = session.run('new Promise((done) => setTimeout(done, 3_000))');
			await new Promise((done) => setTimeout(done, 50));
			await session.close();
			await session.close();
			assert.deepEqual([errorOf(await running).code, errorOf(await session.run('1')).code], ['GLOVEBOX_CLOSED', 'GLOVEBOX_CLOSED']);
		},
	},
	{
		says: 'closing the sandbox closes its sessions',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			const session = await sandbox.open();
			await session.evaluate('1');
			await sandbox.close();
			assert.equal(errorOf(await session.run('1')).code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'a closed sandbox opens no session',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			await sandbox.close();
			await assert.rejects(sandbox.open(), closedError);
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
	{
		says: 'snapshot and restore carry variables, functions and pending promises over',
		unless: needs.snapshot,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			const session = await sandbox.open();
			await session.evaluate(
				'let n = 41; const up = () => ++n; let go; const gate = new Promise((done) => { go = done }); gate.then(() => n++); 0',
			);
			const restored = await sandbox.restore(await session.snapshot());
			assert.equal(await restored.call('up'), 42);
			assert.equal(await restored.evaluate('go(); await null; n'), 43);
			assert.equal(await session.evaluate('n'), 41);
		},
	},
	{
		says: 'a snapshot that was changed, or signed by another, is refused',
		unless: needs.snapshot,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			const session = await sandbox.open();
			await session.evaluate('let n = 1');
			const bytes = await session.snapshot();
			const changed = bytes.slice();
			changed[changed.length >> 1]! ^= 1;
			await assert.rejects(sandbox.restore(changed));
			await assert.rejects(createSandbox().restore(bytes));
			await assert.rejects(sandbox.restore(new Uint8Array(10)));
		},
	},
	{
		says: 'open({ checkpoint: true }) goes back to the state before a run that met a limit',
		unless: needs.snapshot,
		check: async ({ open }) => {
			const session = await open({ checkpoint: true });
			await session.evaluate('let n = 1');
			assertLimit(errorOf(await session.run('n = 2; for (;;);', { limits: { wallMs: 150 } })), 'wallMs', 150);
			assert.equal(await session.evaluate('n'), 1);
		},
	},
	{
		says: 'snapshot, restore and checkpoint are GLOVEBOX_UNSUPPORTED where the engine promises none',
		unless: needs.noSnapshot,
		check: async ({ open, sandbox }) => {
			const session = await open();
			const unsupported = { name: 'EngineError', code: 'GLOVEBOX_UNSUPPORTED' };
			await assert.rejects(async () => session.snapshot(), unsupported);
			await assert.rejects(async () => sandbox.restore(new Uint8Array(64)), unsupported);
			await assert.rejects(async () => sandbox.open({ checkpoint: true }), unsupported);
		},
	},
];

export const sessions: readonly Promised[] = [...pathRows, ...calling, ...living];

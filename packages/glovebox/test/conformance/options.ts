/** Options are checked at the door: what is wrong is a TypeError or RangeError that names it in full. */
import assert from 'node:assert/strict';
import { compile, hostFunction, type RunOptions, type SandboxOptions } from 'glovebox';
import type { Promised } from './promise.ts';

type Wrong = readonly [option: string, value: unknown, error: 'TypeError' | 'RangeError'];

const limitNames = [
	'wallMs',
	'cpuMs',
	'memoryBytes',
	'stackBytes',
	'sourceBytes',
	'inputBytes',
	'outputBytes',
	'consoleBytes',
	'hostCalls',
	'pendingHostCalls',
	'timers',
	'modules',
];

/** Wrong for a sandbox. The option is a path; its parts are made into objects around the value. */
const wrongSandboxes: readonly Wrong[] = [
	...limitNames.flatMap((name): Wrong[] => [
		[`limits.${name}`, 0, 'RangeError'],
		[`limits.${name}`, -1, 'RangeError'],
		[`limits.${name}`, Number.NaN, 'RangeError'],
		[`limits.${name}`, '100', 'TypeError'],
	]),
	['limits.wallMS', 100, 'TypeError'],
	['limits.toString', 100, 'TypeError'],
	['limits', 100, 'TypeError'],
	['limits', null, 'TypeError'],
	['engine', 'quickjs', 'TypeError'],
	['engine', {}, 'TypeError'],
	['boundary', 'strong', 'TypeError'],
	['boundary', 3, 'TypeError'],
	['capabilities', 5, 'TypeError'],
	['capabilities', null, 'TypeError'],
	['capabilities.kv', 5, 'TypeError'],
	['capabilities.kv.get', 'text', 'TypeError'],
	['globals', 5, 'TypeError'],
	['globals', null, 'TypeError'],
	['console', 'loud', 'TypeError'],
	['console', {}, 'TypeError'],
	['tenant', 5, 'TypeError'],
	['pool', 5, 'TypeError'],
	['pool.max', 0, 'RangeError'],
	['pool.max', 'two', 'TypeError'],
	['pool.min', 1_000, 'RangeError'],
	['pool.size', 1, 'TypeError'],
	['inspect', 1, 'TypeError'],
	['timeZone', 5, 'TypeError'],
	['timeZone', 'Mars/Olympus', 'RangeError'],
	['timeZone', '+02:00', 'RangeError'],
	['locale', 5, 'TypeError'],
	['locale', 'not a locale', 'RangeError'],
	['locale', 'tlh', 'RangeError'],
	['locale', 'de-u-nu-deva', 'RangeError'],
	['limit', { wallMs: 1 }, 'TypeError'],
];

/** Wrong for a run. */
const wrongRuns: readonly Wrong[] = [
	['limits.wallMs', 0, 'RangeError'],
	['limits.wallMs', Infinity, 'RangeError'],
	['limits.hostCalls', Number.NaN, 'RangeError'],
	['limits.seconds', 1, 'TypeError'],
	['limits', 'short', 'TypeError'],
	['kind', 'scripts', 'TypeError'],
	['kind', 'root', 'TypeError'],
	['language', 'typescript', 'TypeError'],
	['filename', 5, 'TypeError'],
	['signal', {}, 'TypeError'],
	['signal', 100, 'TypeError'],
	['globals', [], 'TypeError'],
	['console', 5, 'TypeError'],
	['tenant', {}, 'TypeError'],
	['capabilities', 'all', 'TypeError'],
	['engine', undefined, 'TypeError'],
	['timeout', 100, 'TypeError'],
];

const nested = (path: string, value: unknown): object =>
	path.split('.').reduceRight((inner, name) => ({ [name]: inner }), value as object) as object;
const shown = (value: unknown) => (typeof value === 'number' ? String(value) : JSON.stringify(value));
const named = (option: string, error: string) => ({ name: error, message: new RegExp(`options\\.${option.replaceAll('.', '\\.')}`) });

const sandboxRows = wrongSandboxes.map(
	([option, value, error]): Promised => ({
		says: `createSandbox refuses options.${option} of ${shown(value)} by name`,
		check: ({ createSandbox }) => assert.throws(() => createSandbox(nested(option, value) as SandboxOptions), named(option, error)),
	}),
);

const runRows = wrongRuns.map(
	([option, value, error]): Promised => ({
		says: `run refuses options.${option} of ${shown(value)} by name, before anything is started`,
		check: async ({ sandbox }) => assert.rejects(sandbox.run('1', nested(option, value) as RunOptions), named(option, error)),
	}),
);

const others: readonly Promised[] = [
	{
		says: 'createSandbox and open refuse globals that cannot be copied, by name',
		check: async ({ createSandbox, sandbox }) => {
			const options = { globals: { a: [() => 1] } };
			const refused = { message: 'Cannot copy "options.globals.a[0]": a function' };
			assert.throws(() => createSandbox(options), refused);
			await assert.rejects(sandbox.open(options), refused);
		},
	},
	{
		says: 'a source that is neither text nor a program is a TypeError',
		check: async ({ sandbox }) => {
			for (const source of [undefined, null, 5, {}, Buffer.from('1'), () => 1])
				await assert.rejects(sandbox.run(source as never), { name: 'TypeError' }, String(source));
		},
	},
	{
		says: 'a global with the name of a capability is a TypeError, instead of hiding it',
		check: async ({ createSandbox }) => {
			const refused = { name: 'TypeError', message: /options\.globals\.shop/ };
			const capabilities = { shop: { price: () => 3 } };
			assert.throws(() => createSandbox({ capabilities, globals: { shop: { open: true } } }), refused);
			await assert.rejects(createSandbox({ capabilities }).run('1', { globals: { shop: 1 } }), refused);
			await assert.rejects(createSandbox({ globals: { shop: 1 } }).run('1', { capabilities }), refused);
			assert.equal(await createSandbox({ capabilities }).evaluate('open && await shop.price()', { globals: { open: true } }), 3);
		},
	},
	{
		says: "a run's limit above the sandbox's is a RangeError that names both",
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { wallMs: 4_000, hostCalls: 5 } });
			await assert.rejects(sandbox.run('1', { limits: { wallMs: 4_001 } }), {
				name: 'RangeError',
				message: /options\.limits\.wallMs.*4001.*4000/s,
			});
			await assert.rejects(sandbox.run('1', { limits: { hostCalls: 6 } }), {
				name: 'RangeError',
				message: /options\.limits\.hostCalls.*6.*5/s,
			});
			assert.equal(await sandbox.evaluate('1', { limits: { wallMs: 4_000, hostCalls: 5 } }), 1);
		},
	},
	{
		says: "a run's limit above a default is refused too",
		check: async ({ createSandbox }) =>
			assert.rejects(createSandbox().run('1', { limits: { wallMs: 1_001 } }), { name: 'RangeError', message: /1001.*1000/s }),
	},
	{
		says: "a session's limit above the sandbox's is a RangeError, as is a run's above the session's",
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { wallMs: 5_000 } });
			await assert.rejects(sandbox.open({ limits: { wallMs: 6_000 } }), { name: 'RangeError' });
			const session = await sandbox.open({ limits: { wallMs: 4_000 } });
			await assert.rejects(session.run('1', { limits: { wallMs: 4_500 } }), { name: 'RangeError' });
			assert.equal(await session.evaluate('1'), 1);
		},
	},
	{
		says: 'Infinity lifts any limit of a sandbox that the engine does not need',
		check: async ({ createSandbox }) => {
			const limits = {
				wallMs: Infinity,
				sourceBytes: Infinity,
				inputBytes: Infinity,
				outputBytes: Infinity,
				consoleBytes: Infinity,
				hostCalls: Infinity,
				pendingHostCalls: Infinity,
				timers: Infinity,
			};
			assert.equal((await createSandbox({ limits }).evaluate<string>('"x".repeat(2_000_000)')).length, 2_000_000);
		},
	},
	{
		says: "a number under an engine's floor is a RangeError that names the floor",
		unless: ({ limits }) => (Object.values(limits).some(({ floor }) => floor !== undefined) ? undefined : 'the engine has no floors'),
		check: ({ createSandbox, engine }) => {
			for (const [name, { floor }] of Object.entries(engine.limits)) {
				if (floor === undefined) continue;
				assert.throws(() => createSandbox({ limits: { [name]: floor - 1 } }), {
					name: 'RangeError',
					message: new RegExp(`options\\.limits\\.${name}.*${floor}`),
				});
				createSandbox({ limits: { [name]: floor } });
			}
		},
	},
	{
		says: 'an engine weaker than options.boundary is refused where the sandbox is made',
		check: ({ createSandbox, engine }) => {
			const order = ['realm', 'thread', 'isolate', 'wasm', 'process', 'confined-process'] as const;
			for (const boundary of order.slice(order.indexOf(engine.boundary) + 1))
				assert.throws(() => createSandbox({ boundary }), { code: 'GLOVEBOX_BOUNDARY' }, boundary);
			for (const boundary of order.slice(0, order.indexOf(engine.boundary) + 1))
				assert.equal(createSandbox({ boundary }).boundary, engine.boundary);
		},
	},
	{
		says: 'an engine weaker than isolate must be asked for',
		check: ({ createSandbox, engine }) => {
			const make = () => createSandbox({ boundary: undefined as never });
			if (engine.boundary === 'realm' || engine.boundary === 'thread') assert.throws(make, { code: 'GLOVEBOX_BOUNDARY' });
			else assert.equal(make().boundary, engine.boundary);
		},
	},
	{
		says: "an engine's fields are promises that cannot be changed",
		check: ({ engine }) =>
			assert.throws(() => {
				(engine as { boundary: string }).boundary = 'confined-process';
			}, TypeError),
	},
	{
		says: 'createSandbox starts nothing',
		check: ({ createSandbox }) => {
			const began = performance.now();
			const sandboxes = Array.from({ length: 20 }, () => createSandbox());
			assert.ok(performance.now() - began < 500, `${performance.now() - began} ms`);
			for (const sandbox of sandboxes) assert.equal(sandbox.stats().realms, 0);
		},
	},
	{
		says: 'options are read once: changing them later changes nothing',
		check: async ({ createSandbox }) => {
			const options = { limits: { wallMs: 3_000 }, globals: { a: 1 }, capabilities: { f: () => 1 } as Record<string, () => number> };
			const sandbox = createSandbox(options);
			options.limits.wallMs = 1;
			options.capabilities['g'] = () => 2;
			assert.deepEqual(await sandbox.evaluate('[a, typeof f, typeof g]'), [1, 'function', 'undefined']);
		},
	},
	{
		says: 'a polluted Object.prototype of the host grants nothing',
		alone: true,
		check: async ({ createSandbox }) => {
			const polluted = Object.prototype as { capabilities?: unknown; secret?: unknown };
			Object.defineProperty(polluted, 'secret', { value: () => 1, configurable: true, enumerable: true });
			try {
				assert.deepEqual(await createSandbox({ capabilities: { kv: { get: () => 1 } } }).evaluate('[typeof secret, typeof kv.secret]'), [
					'undefined',
					'undefined',
				]);
			} finally {
				Reflect.deleteProperty(polluted, 'secret');
			}
		},
	},
	{
		says: 'names that a guest needs cannot be granted over',
		check: ({ createSandbox }) => {
			for (const name of ['__proto__', 'globalThis', 'a-b', '1a', '']) {
				const capabilities = JSON.parse(`{ ${JSON.stringify(name)}: null }`);
				Object.defineProperty(capabilities, name, { value: () => 1, enumerable: true });
				assert.throws(() => createSandbox({ capabilities }), { name: 'TypeError', message: /options\.capabilities/ }, name);
			}
		},
	},
	{
		says: 'hostFunction refuses what is wrong by name',
		check: () => {
			assert.throws(() => hostFunction({} as never), { name: 'TypeError', message: /handler/ });
			assert.throws(() => hostFunction({ handler: () => 1, input: {} as never }), { name: 'TypeError', message: /options\.input/ });
			assert.throws(() => hostFunction({ handler: () => 1, limits: { wallMs: 0 } }), {
				name: 'RangeError',
				message: /options\.limits\.wallMs/,
			});
			assert.throws(() => hostFunction({ handler: () => 1, limits: { calls: 1 } as never }), {
				name: 'TypeError',
				message: /options\.limits\.calls/,
			});
		},
	},
	{
		says: 'compile refuses what is wrong by name',
		check: async ({ sandbox }) => {
			for (const make of [compile, sandbox.compile.bind(sandbox)]) {
				await assert.rejects(async () => make('1', { kind: 'nothing' as never }), { name: 'TypeError', message: /options\.kind/ });
				await assert.rejects(async () => make(5 as never), { name: 'TypeError' });
			}
		},
	},
];

export const options: readonly Promised[] = [...sandboxRows, ...runRows, ...others];

/** Paths into a session: call, get and set. */
import assert from 'node:assert/strict';
import { isLimit, type Promised } from './promise.ts';

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

export const sessionPaths: readonly Promised[] = [
	...pathRows,
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

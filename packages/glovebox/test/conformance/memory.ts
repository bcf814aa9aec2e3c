/** memoryBytes and stackBytes: what ends a run, and what a guest may catch. */
import assert from 'node:assert/strict';
import { hostFunction } from 'glovebox';
import { assertLimit, errorOf, needs, type Promised } from './promise.ts';

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
	['bytes of a host function', hoard('await later()')],
	['bytes of a host function that it waits for', hoard('now()')],
];
const megabyte = () => new Uint8Array(2 ** 20);

const memoryRows = hungry.map(
	([what, source]): Promised => ({
		says: `memoryBytes ends a run that hoards ${what}, and the next run is well`,
		unless: needs.limit('memoryBytes'),
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({
				limits: { memoryBytes: 32 * 2 ** 20, wallMs: 8_000 },
				capabilities: { later: async () => megabyte(), now: hostFunction({ sync: true, handler: megabyte }) },
			});
			assertLimit(errorOf(await sandbox.run(source)), 'memoryBytes', 32 * 2 ** 20);
			assert.equal(await sandbox.evaluate('6 * 7'), 42);
		},
	}),
);

export const memory: readonly Promised[] = [
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
];

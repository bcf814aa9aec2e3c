/** Promises that nobody handles, and values that can never settle. */
import assert from 'node:assert/strict';
import { errorOf, needs, type Promised, resultOf } from './promise.ts';

export const rejections: readonly Promised[] = [
	{
		says: 'an unhandled rejection is listed and does not change the value',
		check: async ({ run }) => {
			const outcome = await run('Promise.reject(new TypeError("lost")); await new Promise((done) => setTimeout(done, 5)); 5');
			assert.equal(resultOf(outcome), 5);
			assert.deepEqual(
				outcome.diagnostics.map(({ kind, error }) => [kind, (error as Error).name, (error as Error).message]),
				[['unhandled-rejection', 'TypeError', 'lost']],
			);
		},
	},
	{
		says: 'every rejection left behind by a script that ends at once is listed',
		unless: needs.everyRejection,
		check: async ({ run }) => {
			const outcome = await run('Promise.reject(new Error("one")); (async () => { throw new Error("two") })(); 5');
			assert.equal(resultOf(outcome), 5);
			assert.deepEqual(outcome.diagnostics.map(({ error }) => (error as Error).message).sort(), ['one', 'two']);
		},
	},
	{
		says: 'of the rejections left behind by a script that ends at once, one is listed at least',
		check: async ({ run, evaluate }) => {
			for (const source of [
				'Promise.reject(new Error("one")); 5',
				'Promise.reject(null); Promise.reject(undefined); 5',
				'Promise.reject(new Proxy(new Error("x"), { get() { throw 1 } })); 5',
			]) {
				const outcome = await run(source);
				assert.deepEqual([resultOf(outcome), outcome.diagnostics[0]?.kind], [5, 'unhandled-rejection'], source);
			}
			assert.equal(await evaluate('6'), 6);
		},
	},
	{
		says: 'a rejection that is handled before the jobs end is not listed',
		check: async ({ run }) => {
			const outcome = await run(
				'const p = Promise.reject(new Error("x")); await null; p.catch(() => {}); const q = Promise.reject(1); q.catch(() => {}); 5',
			);
			assert.deepEqual([resultOf(outcome), outcome.diagnostics], [5, []]);
		},
	},
	{
		says: 'unhandled rejections with null and a hostile proxy do no harm and are listed',
		unless: needs.everyRejection,
		check: async ({ run, evaluate }) => {
			const outcome = await run(
				'Promise.reject(null); Promise.reject(undefined); Promise.reject(new Proxy(new Error("x"), { get() { throw 1 } })); 5',
			);
			assert.equal(resultOf(outcome), 5);
			assert.deepEqual(
				outcome.diagnostics.map(({ kind }) => kind),
				['unhandled-rejection', 'unhandled-rejection', 'unhandled-rejection'],
			);
			assert.equal(await evaluate('6'), 6);
		},
	},
	{
		says: 'a value that can never settle ends at once with GLOVEBOX_GUEST_PENDING',
		check: async ({ run }) => {
			for (const source of [
				'new Promise(() => {})',
				'await new Promise(() => {})',
				'return new Promise(() => {})',
				'await new Promise(() => {}); export default 1',
				'const t = setTimeout(() => {}, 60_000); clearTimeout(t); new Promise(() => {})',
			]) {
				const outcome = await run(source);
				assert.equal(errorOf(outcome).code, 'GLOVEBOX_GUEST_PENDING', source);
				assert.ok(outcome.usage.wallMs < 2_000, `${source} took ${outcome.usage.wallMs} ms`);
			}
		},
	},
	{
		says: 'a value is not given up while a timer can settle it, and is once none can',
		check: async ({ evaluate, fails }) => {
			assert.equal(await evaluate('new Promise((done) => setTimeout(done, 30, 7))'), 7);
			assert.equal((await fails('setTimeout(() => {}, 10); new Promise(() => {})')).code, 'GLOVEBOX_GUEST_PENDING');
		},
	},
	{
		says: 'a value is not given up while a host call can settle it, and is once none can',
		check: async ({ evaluate, fails }) => {
			const capabilities = { later: () => new Promise((done) => setTimeout(done, 20, 8)) };
			assert.equal(await evaluate('new Promise((done) => { later().then(done) })', { capabilities }), 8);
			assert.equal((await fails('later(); new Promise(() => {})', { capabilities })).code, 'GLOVEBOX_GUEST_PENDING');
		},
	},
];

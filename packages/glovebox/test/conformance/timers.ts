/** Timers and jobs of the guest. */
import assert from 'node:assert/strict';
import { needs, type Promised, resultOf } from './promise.ts';

export const timers: readonly Promised[] = [
	{
		says: 'setTimeout waits at least as long as it says',
		check: async ({ run }) => {
			const outcome = await run('await new Promise((done) => setTimeout(done, 80)); 5');
			assert.equal(resultOf(outcome), 5);
			assert.ok(outcome.usage.wallMs >= 75, `${outcome.usage.wallMs} ms`);
		},
	},
	{
		says: 'timers fire in the order of their times, and of their making where these are equal',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate(
					'const seen = []; for (const [ms, x] of [[40, "d"], [5, "a"], [20, "b"], [20, "c"]]) setTimeout(() => seen.push(x), ms); await new Promise((done) => setTimeout(done, 80)); seen.join("")',
				),
				'abcd',
			),
	},
	{
		says: 'jobs go before timers, and between two timers of one moment',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate(
					'const seen = []; setTimeout(() => { seen.push("t1"); Promise.resolve().then(() => seen.push("job")) }, 0); setTimeout(() => seen.push("t2"), 0); queueMicrotask(() => seen.push("m")); seen.push("now"); await new Promise((done) => setTimeout(done, 20)); seen',
				),
				['now', 'm', 't1', 'job', 't2'],
			),
	},
	{
		says: 'arguments after the delay go to the callback',
		check: async ({ evaluate }) =>
			assert.deepEqual(await evaluate('await new Promise((done) => setTimeout((...args) => done(args), 1, "a", 2))'), ['a', 2]),
	},
	{
		says: 'clearTimeout and clearInterval stop what they name and no other',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate(
					'const seen = []; const a = setTimeout(() => seen.push("a"), 5); const b = setInterval(() => seen.push("b"), 5); setTimeout(() => seen.push("c"), 10); clearTimeout(a); clearInterval(b); await new Promise((done) => setTimeout(done, 40)); seen',
				),
				['c'],
			),
	},
	{
		says: 'clearing what is no timer does nothing',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('for (const x of [undefined, null, 0, -1, 1e9, "x", {}, NaN, () => {}]) { clearTimeout(x); clearInterval(x) }; 5'),
				5,
			),
	},
	{
		says: 'setInterval fires until it is cleared, also from inside',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate(
					'let n = 0; await new Promise((done) => { const id = setInterval(() => { if (++n === 4) { clearInterval(id); setTimeout(done, 30) } }, 3) }); n',
				),
				4,
			),
	},
	{
		says: 'delays that are missing, negative or no number mean soon',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate(
					'let n = 0; for (const ms of [undefined, -5, NaN, "2", null]) setTimeout(() => n++, ms); await new Promise((done) => setTimeout(done, 40)); n',
				),
				5,
			),
	},
	{
		says: 'timers that nobody awaits end with the run',
		check: async ({ run }) => {
			const outcome = await run('setTimeout(() => console.log("late"), 30); setInterval(() => console.log("late"), 10); 5');
			assert.deepEqual([resultOf(outcome), outcome.console, outcome.usage.wallMs < 4_000], [5, [], true]);
			await new Promise((done) => setTimeout(done, 60));
			assert.deepEqual(outcome.console, []);
		},
	},
	{
		says: 'timers can be set inside timers',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('const nest = (n) => n ? new Promise((done) => setTimeout(() => done(nest(n - 1)), 1)) : "end"; await nest(5)'),
				'end',
			),
	},
	{
		says: 'five hundred timers at once all fire',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate(
					'let n = 0; await Promise.all(Array.from({ length: 500 }, (_, i) => new Promise((done) => setTimeout(() => { n++; done() }, i % 7)))); n',
				),
				500,
			),
	},
	{
		says: 'a callback that throws takes no other timer with it',
		check: async ({ run, evaluate }) => {
			const outcome = await run(
				'setTimeout(() => { throw new Error("in a timer") }, 1); await new Promise((done) => setTimeout(done, 30)); 5',
			);
			if (outcome.ok) assert.equal(outcome.value, 5);
			else assert.equal(outcome.error.message, 'in a timer');
			assert.equal(await evaluate('1'), 1);
		},
	},
	{
		says: "this is no host object in a timer's callback",
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate(
					'await new Promise((done) => setTimeout(function () { done(this === undefined || this === globalThis || Object.getPrototypeOf(this) === Object.prototype) }, 1))',
				),
				true,
			),
	},
	{
		says: 'setTimeout takes no source text',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate(
					'globalThis.ran = false; try { setTimeout("ran = true", 1) } catch {}; await new Promise((done) => setTimeout(done, 20)); ran',
				),
				false,
			),
	},
	{
		says: 'a run waits for a timer through many promises',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate(
					'(async () => { const wait = (ms) => new Promise((done) => setTimeout(done, ms)); for (let i = 0; i < 5; i++) await wait(2); return "done" })()',
				),
				'done',
			),
	},
	{
		says: 'runSync waits for timers',
		unless: needs.sync,
		check: ({ sandbox }) =>
			assert.equal(
				sandbox.evaluateSync('await new Promise((done) => setTimeout(done, 30)); await new Promise((done) => setTimeout(done, 5, 6))'),
				6,
			),
	},
	{
		says: 'clocks of the guest are no finer than a millisecond',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate(
					'const now = typeof performance === "undefined" ? Date.now : () => performance.now(); let fine = 0; for (let i = 0; i < 2_000; i++) { const t = now(); if (Math.abs(t - Math.round(t)) > 1e-6) fine++ }; fine',
				),
				0,
			),
	},
];

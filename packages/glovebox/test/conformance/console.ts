/** The guest's console: levels, text, order, callbacks and where they go. */
import assert from 'node:assert/strict';
import { runInChild } from './child.ts';
import { assertLimit, errorOf, type Promised, resultOf } from './promise.ts';

/** What is printed, and the text that must be listed. */
const texts: readonly (readonly [what: string, args: string, text: string | RegExp])[] = [
	['strings as they are', '"a \'b\' \\"c\\""', 'a \'b\' "c"'],
	['several values with a space between', '1, "a", true, null, undefined', '1 a true null undefined'],
	['nothing as an empty text', '', ''],
	['minus zero, NaN and bigints', '-0, NaN, 5n', '-0 NaN 5n'],
	['records so that they can be read', '{ a: 1, b: "x" }', /\{ ?"?a"?: ?1, ?"?b"?: ?['"]x['"] ?\}/],
	['arrays so that they can be read', '[1, "x", [2]]', /\[ ?1, ?['"]x['"], ?\[ ?2 ?\] ?\]/],
	['maps and sets with what they hold', 'new Map([["k", 1]]), new Set([7])', /k.*1.*7/s],
	['errors with name and message', 'new TypeError("broken")', /TypeError: broken/],
	['functions by name', 'function named() {}', /named/],
	['symbols', 'Symbol("s")', /Symbol\(s\)/],
	['dates', 'new Date(0)', /1970-01-01T00:00:00\.000Z/],
	['the places of %s, %d and %o', '"%s is %d of %i", "x", 1.5, 2.7', 'x is 1.5 of 2'],
	['a circle without end', '(() => { const o = { a: 1 }; o.self = o; return o })()', /a/],
	['a promise', 'Promise.resolve(1)', /Promise/],
];

const textRows = texts.map(
	([what, args, text]): Promised => ({
		says: `console.log prints ${what}`,
		check: async ({ run }) => {
			const { console, ok } = await run(`console.log(${args}); 1`);
			assert.deepEqual([ok, console.length], [true, 1]);
			const [entry] = console;
			if (typeof text === 'string') assert.equal(entry?.text, text);
			else assert.match(entry?.text as string, text);
		},
	}),
);

/** Values that bite when printed. */
const hostile = [
	'{ get x() { throw 1 } }',
	'{ toString() { throw 1 }, resultOf() { throw 1 } }',
	'new Proxy({}, { get() { throw 1 }, ownKeys() { throw 1 }, getPrototypeOf() { throw 1 }, getOwnPropertyDescriptor() { throw 1 }, has() { throw 1 } })',
	'(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()',
	'Object.defineProperty(new Error("x"), "stack", { get() { throw 1 } })',
	'{ get [Symbol.toStringTag]() { throw 1 } }',
	'{ [Symbol.for("nodejs.util.inspect.custom")]() { throw 1 } }',
	'Object.create(null)',
	'"%s", { toString() { throw 1 } }',
	'"%d", Symbol("s")',
	'Array.from({ length: 100_000 }, (_, i) => i)',
	'(() => { let v = []; for (let i = 0; i < 20_000; i++) v = [v]; return v })()',
];

const others: readonly Promised[] = [
	{
		says: 'each level is listed by its name',
		check: async ({ run }) => {
			const { console } = await run('console.debug("a"); console.log("b"); console.info("c"); console.warn("d"); console.error("e")');
			assert.deepEqual(
				console.map(({ level, text }) => `${level} ${text}`),
				['debug a', 'log b', 'info c', 'warn d', 'error e'],
			);
		},
	},
	{
		says: 'atMs is a number of milliseconds that never goes back',
		check: async ({ run }) => {
			const { console, usage } = await run('console.log(1); await new Promise((done) => setTimeout(done, 50)); console.log(2)');
			const [first, second] = console.map(({ atMs }) => atMs) as [number, number];
			assert.ok(first >= 0 && second - first >= 30 && second <= usage.wallMs + 50, `${first}, ${second} of ${usage.wallMs}`);
		},
	},
	{
		says: 'the other usual methods of a console are there and do no harm',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate(
					'for (const name of ["assert", "trace", "dir", "table", "group", "groupEnd", "count", "time", "timeEnd"]) console[name]?.("x"); typeof console.trace + typeof console.assert',
				),
				'functionfunction',
			),
	},
	{
		says: 'methods can be taken off the console',
		check: async ({ run }) =>
			assert.deepEqual(
				(
					await run('const { log, error } = console; [1].forEach((x) => log(x)); Promise.resolve("y").then(error); await null; 0')
				).console.map(({ text }) => text),
				['1', 'y'],
			),
	},
	{
		says: 'console methods return undefined',
		check: async ({ evaluate }) => assert.deepEqual(await evaluate('[console.log(1), console.error(2)]'), [undefined, undefined]),
	},
	{
		says: 'hostile values are printed somehow, throw nothing and run no accessor',
		check: async ({ run }) => {
			const prints = hostile.map((value) => `() => console.log(${value})`);
			const outcome = await run(`const threw = []; [${prints}].forEach((print, i) => { try { print() } catch { threw.push(i) } }); threw`, {
				limits: { consoleBytes: 64 * 2 ** 10 },
			});
			assert.deepEqual([resultOf(outcome), outcome.console.length], [[], hostile.length]);
		},
	},
	{
		says: 'a callback gets each entry while the run goes on, and the outcome lists them too',
		check: async ({ run }) => {
			const streamed: string[] = [];
			const first = Promise.withResolvers<void>();
			const running = run('console.log("one"); await gate(); console.warn("two"); 5', {
				console: ({ level, text }) => {
					streamed.push(`${level} ${text}`);
					first.resolve();
				},
				capabilities: { gate: () => first.promise },
			});
			const outcome = await running;
			assert.deepEqual([outcome.ok, streamed, outcome.console.map(({ text }) => text)], [true, ['log one', 'warn two'], ['one', 'two']]);
		},
	},
	{
		says: 'a callback that throws changes nothing for the guest',
		check: async ({ run, evaluate }) => {
			const outcome = await run('console.log(1); await null; console.log(2); 5', {
				console: () => {
					throw new Error('of the host');
				},
			});
			assert.deepEqual([outcome.ok, outcome.console.length, await evaluate('1')], [true, 2, 1]);
		},
	},
	{
		says: "a run's console goes before the sandbox's",
		check: async ({ createSandbox }) => {
			const [ofSandbox, ofRun]: [string[], string[]] = [[], []];
			const sandbox = createSandbox({
				console: ({ text }) => {
					ofSandbox.push(text);
				},
			});
			await sandbox.run('console.log("a")');
			await sandbox.run('console.log("b")', {
				console: ({ text }) => {
					ofRun.push(text);
				},
			});
			assert.deepEqual([ofSandbox, ofRun], [['a'], ['b']]);
		},
	},
	{
		says: 'discard lists nothing and the guest does not notice',
		check: async ({ run }) => {
			const outcome = await run('console.log("x"); console.error("y"); typeof console.log', { console: 'discard' });
			assert.deepEqual([outcome.ok && outcome.value, outcome.console], ['function', []]);
		},
	},
	{
		says: 'inherit prints to this process: errors and warnings to stderr, the rest to stdout',
		check: async ({ combination }) => {
			const { stdout, stderr } = await runInChild(combination, 'inherit');
			assert.equal(stdout, 'to stdout 1\ninfo\n');
			assert.ok(stderr.includes('to stderr\nwarned\n'), stderr);
		},
	},
	{
		says: 'usage counts the bytes of the console',
		check: async ({ run }) => {
			const none = await run('1');
			const some = await run('console.log("x".repeat(100)); console.log("é")');
			assert.equal(none.usage.consoleBytes, 0);
			assert.ok(some.usage.consoleBytes >= 102 && some.usage.consoleBytes < 300, String(some.usage.consoleBytes));
		},
	},
	{
		says: 'a failed run lists what it had printed',
		check: async ({ run }) => {
			const outcome = await run('console.log("before"); throw new Error("x")');
			assert.deepEqual([outcome.ok, outcome.console.map(({ text }) => text)], [false, ['before']]);
		},
	},
	{
		says: 'what a guest printed before its deadline is listed, also where the host was busy when it came',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { wallMs: 300 } });
			await sandbox.evaluate('1');
			const running = sandbox.run('console.log("before"); for (;;);');
			// A guest elsewhere has begun by then; what it says arrives while this thread looks at nothing.
			await new Promise((done) => setTimeout(done, 5));
			for (const end = performance.now() + 600; performance.now() < end; );
			const outcome = await running;
			assertLimit(errorOf(outcome), 'wallMs', 300);
			assert.deepEqual(
				outcome.console.map(({ text }) => text),
				['before'],
			);
		},
	},
	{
		says: 'lone surrogates and line ends in printed text survive',
		check: async ({ run }) => assert.equal((await run(String.raw`console.log("a\n\ud800\u2028b")`)).console[0]?.text, 'a\n\ud800\u2028b'),
	},
];

export const console: readonly Promised[] = [...textRows, ...others];

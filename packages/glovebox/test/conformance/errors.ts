/** What the host is told of a failure, and that nothing of the host is in it. Size: table of promises. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { EngineError, GloveboxError, GuestError, LimitError } from 'glovebox';
import type { Carrier, CarrierOptions, Engine, RealmHost } from '../../src/core/engine.ts';
import { runInChild } from './child.ts';
import { engineOf } from './combinations.ts';
import { errorOf, needs, type Promised, resultOf } from './promise.ts';

/** What must stand in no text that a guest caused or can read: paths, modules of Node, our own names. */
const host = /\/|node:|isolated-vm|quickjs|glovebox/;

/** Programs that fail, by where the host could show through. None has a slash of its own. */
const failing: readonly (readonly [where: string, source: string])[] = [
	['a throw', 'throw new Error("x")'],
	['a throw in nested functions', 'function a() { b() }\nfunction b() { throw new TypeError("x") }\na()'],
	['a throw after an await', 'await null; throw new Error("x")'],
	['a throw in an async function', 'async function f() { await null; throw new Error("x") }\nawait f()'],
	["a throw in a timer's promise", 'await new Promise((_, no) => setTimeout(() => no(new Error("x")), 1))'],
	['a throw in eval', 'eval("throw new Error(1)")'],
	['a throw in new Function', 'new Function("throw new Error(1)")()'],
	['a syntax error in eval', 'eval("let = ;")'],
	['a stack overflow', '(function f() { f() })()'],
	['an error of a built-in', 'null.x'],
	['JSON that does not parse', 'JSON.parse("{")'],
	['a RangeError of a built-in', '"x".repeat(-1)'],
	['a callback of a built-in', '[1].map(() => { throw new Error("x") })'],
	['a getter', '({ get x() { throw new Error("x") } }).x'],
	['a rejected promise', 'Promise.reject(new Error("x"))'],
	['a syntax error', 'let = ;'],
	['a result that cannot be copied', '() => {}'],
	['a module', 'export default (() => { throw new Error("x") })()'],
	['a missing module', 'import "nothing"'],
	['a function body', 'throw new Error("x"); return 1'],
	['a console that meets a hostile object', 'console.log({ get [Symbol.toStringTag]() { throw new Error("x") } }); throw new Error("y")'],
	['captureStackTrace', 'const e = {}; (Error.captureStackTrace ?? ((o) => { o.stack = new Error().stack }))(e); throw e.stack'],
];

const hidden = failing.map(
	([where, source]): Promised => ({
		says: `${where} shows nothing of the host in its error`,
		// What a guest reads from its own stack it can throw.
		unless: ({ stacks }) => (stacks === 'shared' && where.startsWith('captureStackTrace') ? 'stacks: shared' : undefined),
		check: async ({ run }) => {
			const error = errorOf(await run(source, { filename: 'guest.js' }));
			const shown = [error.stack, error.message, error.codeFrame, inspect(error.cause), inspect(error.details), String(error.thrown)].join(
				'\n',
			);
			// A code such as GLOVEBOX_GUEST_THROW is upper case and stays.
			assert.doesNotMatch(shown, host);
		},
	}),
);

/** Guest expressions for text that the guest itself can read. */
const readable: readonly (readonly [where: string, source: string])[] = [
	['error.stack', 'new Error("x").stack'],
	['error.stack in an awaiting script', 'await null; new Error("x").stack'],
	['error.stack in a timer', 'await new Promise((done) => setTimeout(() => done(new Error("x").stack), 1))'],
	['error.stack in a microtask', 'await new Promise((done) => queueMicrotask(() => done(new Error("x").stack)))'],
	['the stack of a stack overflow', 'let s; try { (function f() { f() })() } catch (e) { s = e.stack + e.message }; s'],
	['the stack of a syntax error in eval', 'let s; try { eval("let = ;") } catch (e) { s = e.stack }; s'],
	['the stack of a failed import', 'await import("nothing").catch((e) => e.stack + e.message)'],
	['the stack of a missing global', 'let s; try { process } catch (e) { s = e.stack }; s'],
	['stackTraceLimit at its most', 'Error.stackTraceLimit = 1000; (function f(n) { return n ? f(n - 1) : new Error("x").stack })(3)'],
	[
		'call sites',
		'Error.prepareStackTrace = (e, sites) => sites.map((s) => [s.getFileName?.(), s.getEvalOrigin?.(), String(s.getFunction?.()), String(s), typeof s.getThis?.()].join()).join(); String(new Error("x").stack)',
	],
];

const unread = readable.map(
	([where, source]): Promised => ({
		says: `a guest that reads ${where} learns nothing of the host`,
		unless: ({ stacks }) => (stacks === 'shared' ? 'stacks: shared' : undefined),
		check: async ({ evaluate }) => assert.doesNotMatch(String(await evaluate(source, { filename: 'guest.js' })), host),
	}),
);

/** Thrown values that are no errors; `thrown` is the copy the host gets. */
const thrown: readonly (readonly [what: string, source: string, copy: unknown])[] = [
	['undefined', 'undefined', undefined],
	['null', 'null', null],
	['a number', '42', 42],
	['a bigint', '7n', 7n],
	['an empty string', '""', ''],
	['a string', '"text"', 'text'],
	['a record', '({ code: 1, list: [1] })', { code: 1, list: [1] }],
	['an array', '[1, 2]', [1, 2]],
	['a record that looks like an error', '({ name: "Error", message: "m", stack: "s" })', { name: 'Error', message: 'm', stack: 's' }],
	['a symbol', 'Symbol("s")', undefined],
	['a function', '() => 1', undefined],
	[
		'a hostile proxy',
		'new Proxy({}, { get() { throw 1 }, ownKeys() { throw 2 }, getPrototypeOf() { throw 3 }, getOwnPropertyDescriptor() { throw 4 } })',
		undefined,
	],
	['a revoked proxy', '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()', undefined],
];

const thrownRows = thrown.map(
	([what, source, copy]): Promised => ({
		says: `${what} can be thrown, by throw and by rejection`,
		check: async ({ fails }) => {
			for (const program of [`throw ${source}`, `Promise.reject(${source})`]) {
				const error = await fails(program);
				assert.deepEqual([error.code, error.name, error.thrown], ['GLOVEBOX_GUEST_THROW', 'Thrown', copy], program);
			}
		},
	}),
);

/** Errors whose properties bite. Each run must end with a GuestError of the guest, whatever it can say. */
const hostile: readonly (readonly [what: string, source: string])[] = [
	['message throws', 'const e = new Error("x"); Object.defineProperty(e, "message", { get() { throw 1 } }); throw e'],
	['name throws', 'const e = new Error("x"); Object.defineProperty(e, "name", { get() { throw 1 } }); throw e'],
	['stack throws', 'const e = new Error("x"); Object.defineProperty(e, "stack", { get() { throw 1 } }); throw e'],
	['cause throws', 'const e = new Error("x"); Object.defineProperty(e, "cause", { get() { throw 1 }, enumerable: true }); throw e'],
	['cause is a new error each time', 'class E extends Error { get cause() { return new E("x") } }; throw new E("x")'],
	['message is a symbol', 'const e = new Error("x"); e.message = Symbol("s"); throw e'],
	['name is an object', 'const e = new Error("x"); e.name = { toString() { throw 1 } }; throw e'],
	[
		'prototype is a proxy',
		'const e = new Error("x"); Object.setPrototypeOf(e, new Proxy(Error.prototype, { get() { throw 1 }, getPrototypeOf() { throw 2 } })); throw e',
	],
	['prepareStackTrace throws', 'Error.prepareStackTrace = () => { throw new Error("inner") }; throw new Error("x")'],
	['prepareStackTrace returns no text', 'Error.prepareStackTrace = () => ({ toString() { throw 1 } }); throw new Error("x")'],
	[
		'errors of an AggregateError bite',
		'const e = new AggregateError([], "x"); Object.defineProperty(e, "errors", { get() { throw 1 } }); throw e',
	],
	['properties are functions', 'throw Object.assign(new Error("x"), { f() {}, g: Symbol("s") })'],
];

const hostileRows = hostile.map(
	([what, source]): Promised => ({
		says: `an error whose ${what} is still a GuestError`,
		check: async ({ fails }) => {
			const error = await fails(source);
			assert.ok(error instanceof GuestError, String(error));
			assert.deepEqual(
				[error.code, typeof error.name, typeof error.message, typeof error.stack],
				['GLOVEBOX_GUEST_THROW', 'string', 'string', 'string'],
			);
		},
	}),
);

/** Where things happen: source, line, column of the throw on engines that know it. */
const places: readonly (readonly [what: string, source: string, line: number])[] = [
	['the first line', 'throw new Error("x")', 1],
	['a later line', '1\n2\n  throw new Error("x")', 3],
	['after CRLF line ends', '1\r\n2\r\nthrow new Error("x")', 3],
	['inside a function', 'function f() {\n\n\tthrow new Error("x")\n}\nf()', 3],
	['an awaiting script', 'await 1\nconst y = 2\nthrow new Error("x")', 3],
	['the second statement of an awaiting line', 'const a = await 1; throw new Error("x")', 1],
	['an awaiting line without spaces', 'let[a]=await[1],b=2;class A{}throw new Error("x")', 1],
	['an awaiting line before its await', 'if(typeof b==="string"||1)throw new Error("x");var b=await 1', 1],
	['the first line of a function body', 'if (1) throw new Error("x"); return 1', 1],
	['the first line of a module', 'export const a = 1; throw new Error("x")', 1],
	["the last line of a value's expression", 'await 0; (\n\t(() => { throw new Error("x") })()\n)', 2],
	['a function body', 'const a = 1\nif (a) throw new Error("x")\nreturn a', 2],
	['a module', 'export const a = 1\nexport default a\nthrow new Error("x")', 3],
	['a text with wide characters', '"😀é"\n"漢字"; throw new Error("x")', 2],
];

const placeRows = places.map(
	([what, source, line]): Promised => ({
		says: `a throw in ${what} has its line and column, and a frame of the code`,
		check: async ({ fails, engine }) => {
			const error = await fails(source, { filename: 'place.js' });
			assert.equal(error.line, line);
			const text = source.split(/\r?\n/)[line - 1] as string;
			assert.ok(error.codeFrame?.includes(text), `frame: ${error.codeFrame}`);
			assert.match(error.codeFrame as string, /\^/);
			assert.ok(error.stack?.includes(`place.js:${line}`), `stack: ${error.stack}`);
			if (engine.positions !== 'column') return;
			// Engines do not agree on the column of a throw, but each has one for this text, wherever it stands.
			const alone = await fails('throw new Error("x")');
			assert.equal(error.column, (alone.column as number) + text.indexOf('throw'));
		},
	}),
);

const others: readonly Promised[] = [
	{
		says: 'a thrown error is a GuestError with its own name, message and cause chain',
		check: async ({ fails }) => {
			const error = await fails('throw new RangeError("top", { cause: new TypeError("middle", { cause: "end" }) })');
			assert.ok(error instanceof GuestError && error instanceof GloveboxError && GloveboxError.isInstance(error));
			const cause = error.cause as Error;
			assert.deepEqual(
				[error.code, error.name, error.message, cause instanceof TypeError, cause.message, cause.cause],
				['GLOVEBOX_GUEST_THROW', 'RangeError', 'top', true, 'middle', 'end'],
			);
		},
	},
	{
		says: 'an error without a cause has none',
		check: async ({ fails }) => assert.equal('cause' in (await fails('throw new Error("x")')), false),
	},
	{
		says: 'an error that is its own cause ends the run',
		check: async ({ fails }) => {
			const error = await fails('const a = new Error("a"), b = new Error("b", { cause: a }); a.cause = b; throw a');
			assert.deepEqual([error.code, error.message, (error.cause as Error).message], ['GLOVEBOX_GUEST_THROW', 'a', 'b']);
		},
	},
	{
		says: 'the errors of an AggregateError are there',
		check: async ({ fails }) => {
			const error = await fails('Promise.any([Promise.reject(new TypeError("a")), Promise.reject("b")])');
			assert.equal(error.name, 'AggregateError');
			assert.deepEqual(
				error.errors?.map((one) => (one instanceof Error ? one.message : one)),
				['a', 'b'],
			);
		},
	},
	{
		says: 'a class of the guest gives the error its own name',
		check: async ({ fails }) =>
			assert.equal((await fails('class ShopError extends Error { name = "ShopError" }; throw new ShopError("closed")')).name, 'ShopError'),
	},
	{
		says: 'the stack starts with name and message and lists the functions of the guest',
		check: async ({ fails }) => {
			const { stack } = await fails('function outer() { inner() }\nfunction inner() { throw new Error("deep") }\nouter()', {
				filename: 'guest.js',
			});
			assert.match(stack as string, /^Error: deep\n.*inner.*guest\.js:2.*outer.*guest\.js:1/s);
		},
	},
	{
		says: 'a very long message is cut',
		check: async ({ fails }) => {
			const { message, stack } = await fails('throw new Error("x".repeat(5_000_000))');
			assert.ok(
				message.startsWith('xxx') && message.length <= 1_048_576 && (stack as string).length <= 2_097_152,
				`${message.length} and ${stack?.length} characters`,
			);
		},
	},
	{
		says: 'a syntax error has name, line, column and a frame of the code',
		check: async ({ fails }) => {
			const error = await fails('const a = 1\n\nconst b = @', { filename: 'bad.js', language: 'js' });
			assert.deepEqual([error.code, error.name, error.line, error.column], ['GLOVEBOX_GUEST_SYNTAX', 'SyntaxError', 3, 11]);
			assert.ok(error.codeFrame?.includes('const b = @') && error.codeFrame.includes('^'), `frame: ${error.codeFrame}`);
		},
	},
	{
		says: 'no statement runs before a syntax error',
		check: async ({ run }) => {
			const outcome = await run('console.log("ran"); await 1; let = ;');
			assert.deepEqual([outcome.ok, outcome.console], [false, []]);
		},
	},
	{
		says: 'a syntax error inside eval is thrown by the guest, who can catch it',
		check: async ({ evaluate, fails }) => {
			assert.equal(await evaluate('let r; try { eval("let = ;") } catch (e) { r = e instanceof SyntaxError }; r'), true);
			assert.deepEqual(await fails('eval("let = ;")').then(({ code, name }) => [code, name]), ['GLOVEBOX_GUEST_THROW', 'SyntaxError']);
		},
	},
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
	{
		says: 'evaluate throws the error that run would have given',
		check: async ({ sandbox, fails }) => {
			for (const source of ['throw new TypeError("t")', 'throw 5', 'let = ;', '() => {}']) {
				const given = await fails(source);
				await assert.rejects(sandbox.evaluate(source), (error: unknown) => {
					assert.deepEqual(
						[(error as GuestError).constructor, (error as GuestError).code, (error as GuestError).message],
						[given.constructor, given.code, given.message],
					);
					return true;
				});
			}
		},
	},
	{
		says: 'each class of error is for its codes: guest, limit, engine',
		check: async ({ fails, createSandbox }) => {
			const sandbox = createSandbox();
			await sandbox.close();
			const closed = errorOf(await sandbox.run('1'));
			const classes = [await fails('throw 1'), await fails('() => {}'), await fails('for (;;);', { limits: { wallMs: 100 } }), closed].map(
				(error) => error.constructor,
			);
			assert.deepEqual(classes, [GuestError, GuestError, LimitError, EngineError]);
		},
	},
	{
		says: 'a weaker boundary than asked for is GLOVEBOX_BOUNDARY',
		unless: ({ boundary }) => (boundary === 'confined-process' ? 'no boundary is stronger' : undefined),
		check: ({ createSandbox }) =>
			assert.throws(() => createSandbox({ boundary: 'confined-process' }), { name: 'EngineError', code: 'GLOVEBOX_BOUNDARY' }),
	},
	{
		says: 'a carrier that breaks the protocol ends the run with GLOVEBOX_PROTOCOL, and the next run is well',
		check: async ({ combination, createSandbox }) => {
			let broken = true;
			const engine = tap(engineOf(combination), (realm) => ({
				...realm,
				onMessage: (message) => realm.onMessage(broken ? { text: '["done",{"no":"codec"}]]', blobs: [] } : message),
			}));
			const sandbox = createSandbox({ engine });
			assert.deepEqual(errorOf(await sandbox.run('1')).code, 'GLOVEBOX_PROTOCOL');
			broken = false;
			assert.equal(await sandbox.evaluate('2'), 2);
		},
	},
	{
		says: 'a carrier that dies ends the run with GLOVEBOX_CRASHED, and the next run is well',
		check: async ({ combination, createSandbox }) => {
			let dying = true;
			const engine = tap(engineOf(combination), (realm, carrier) => {
				if (dying)
					setTimeout(() => {
						carrier.close();
						realm.onExit({ reason: 'crashed', message: 'a test ended the carrier' });
					}, 50);
				return realm;
			});
			const sandbox = createSandbox({ engine });
			assert.equal(errorOf(await sandbox.run('new Promise((done) => setTimeout(done, 900))')).code, 'GLOVEBOX_CRASHED');
			dying = false;
			assert.equal(await sandbox.evaluate('2'), 2);
		},
	},
	{
		says: 'a missing package is GLOVEBOX_MISSING with the command that installs it',
		unless: (engine) => needs.sync(engine) ?? (engine.boundary === 'realm' ? 'the engine is part of Node' : undefined),
		check: async ({ combination }) => {
			const { stdout } = await runInChild(combination, 'missing');
			assert.match(stdout, /^EngineError GLOVEBOX_MISSING .*npm install /);
		},
	},
];

export const errors: readonly Promised[] = [...hidden, ...unread, ...thrownRows, ...hostileRows, ...placeRows, ...others];

/** The real engine with one wire of its realms in the test's hands. */
function tap(engine: Engine, change: (host: RealmHost, carrier: Carrier) => RealmHost): Engine {
	const tapped = (carrier: Carrier): Carrier => {
		const open = carrier.open.bind(carrier);
		carrier.open = (spec, realmHost) => open(spec, change(bound(realmHost), carrier));
		return carrier;
	};
	const { startSync } = engine;
	return {
		...engine,
		start: async (options: CarrierOptions) => tapped(await engine.start(options)),
		...(startSync ? { startSync: (options: CarrierOptions) => tapped(startSync.call(engine, options)) } : {}),
	};
}

const bound = (realmHost: RealmHost): RealmHost => ({
	onMessage: (message) => realmHost.onMessage(message),
	onAsk: (message) => realmHost.onAsk(message),
	onExit: (exit) => realmHost.onExit(exit),
});

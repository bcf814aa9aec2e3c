import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createSandbox, type Sandbox } from 'glovebox';
import { isolate, nodeVm, quickjs } from 'glovebox/engines';

const cases: readonly (readonly [statement: string, source: string, value: unknown])[] = [
	[
		'a global is an ordinary property once it was touched',
		`typeof Blob; const { writable, enumerable, configurable, value } = Object.getOwnPropertyDescriptor(globalThis, 'Blob'); [writable, enumerable, configurable, value === Blob]`,
		[true, false, true, true],
	],
	['a global is the same at each touch', `[globalThis.Headers === Headers, new Response().headers instanceof Headers]`, [true, true]],
	[
		'an assignment replaces a global that was never touched',
		`Blob = 5; const { value, writable, configurable } = Object.getOwnPropertyDescriptor(globalThis, 'Blob'); [Blob, value, writable, configurable]`,
		[5, 5, true, true],
	],
	['an assignment in strict code does so too', `'use strict'; globalThis.Blob = 6; Blob`, 6],
	['a declaration with var replaces a global', `var Blob = 7; Blob`, 7],
	['a declaration of a function replaces a global', `function Blob() { return 8 } Blob()`, 8],
	['a lexical declaration hides a global', `const Blob = 9; [Blob, typeof globalThis.Blob]`, [9, 'function']],
	['a class may have the name of a global', `class Event { x = 1 } new Event().x`, 1],
	['a global can be deleted untouched', `delete globalThis.Blob; typeof Blob`, 'undefined'],
	[
		'an object that inherits from the global gets a property of its own',
		`const child = Object.create(globalThis); child.Blob = 1; [Object.keys(child), typeof Blob]`,
		[['Blob'], 'function'],
	],
	[
		'what a guest did to a global does not reach the web classes that use it',
		`URL = undefined; Headers = undefined; AbortSignal = undefined; new Request('http://h/', { headers: { a: 'b' } }).headers.get('a')`,
		'b',
	],
	[
		'a guest that breaks its arrays breaks its own web globals, and its host learns of it as of any error',
		`Array.prototype[Symbol.iterator] = null; try { new Headers([['a', 'b']]); 'made' } catch (error) { error.name }`,
		'TypeError',
	],
	[
		'a global that is touched where little stack is left throws a RangeError, or is there',
		`let caught = 'none'; const dive = () => { try { dive() } catch { try { new WritableStream() } catch (error) { caught = error instanceof RangeError ? 'RangeError' : String(error) } } }; dive(); [['none', 'RangeError'].includes(caught), typeof WritableStream]`,
		[true, 'function'],
	],
];

for (const [name, engine] of Object.entries({ nodeVm, isolate, quickjs })) {
	suite(`the web's globals of ${name}`, () => {
		const sandbox = (): Sandbox => createSandbox({ engine: engine(), boundary: 'realm', limits: { wallMs: 10_000 } });

		for (const [statement, source, value] of cases) {
			test(statement, { timeout: 20_000 }, async () => {
				await using guests = sandbox();
				assert.deepEqual(await guests.evaluate(source), value);
			});
		}

		test('are there for runSync, and after a session has used them before', { timeout: 20_000 }, () => {
			using guests = sandbox();
			assert.equal(guests.evaluateSync('new URL("http://h/a").pathname'), '/a');
			using session = guests.openSync();
			session.evaluateSync('var params = new URLSearchParams("a=1")');
			assert.equal(session.evaluateSync('params.append("b", 2); String(params)'), 'a=1&b=2');
		});

		test('are fresh in each realm', { timeout: 20_000 }, async () => {
			await using guests = sandbox();
			await guests.evaluate('URL.prototype.leak = 1; AbortSignal.leak = 1; structuredClone.leak = 1; URL = 5; 0');
			assert.deepEqual(await guests.evaluate('[new URL("http://h").leak, AbortSignal.leak, structuredClone.leak]'), [
				undefined,
				undefined,
				undefined,
			]);
		});

		test('throw a DOMException that the host sees by its name', { timeout: 20_000 }, async () => {
			await using guests = sandbox();
			const outcome = await guests.run('AbortSignal.abort().throwIfAborted()');
			assert.ok(!outcome.ok);
			assert.deepEqual(
				[outcome.error.name, outcome.error.message, outcome.error.code],
				['AbortError', 'This operation was aborted', 'GLOVEBOX_GUEST_THROW'],
			);
			const copied = await guests.evaluate<Error>('new DOMException("m", "DataError")');
			assert.deepEqual([copied instanceof Error, copied.name, copied.message], [true, 'DataError', 'm']);
		});

		test('list among the diagnostics what a listener throws', { timeout: 20_000 }, async () => {
			await using guests = sandbox();
			const outcome = await guests.run(
				'const t = new EventTarget(); t.addEventListener("x", () => { throw new RangeError("mine") }); t.dispatchEvent(new Event("x"))',
			);
			assert.ok(outcome.ok);
			assert.deepEqual(
				[outcome.value, outcome.diagnostics.map(({ kind, error }) => [kind, (error as Error).name])],
				[true, [['unhandled-rejection', 'RangeError']]],
			);
		});

		test('leave alone what a host grants under the names of the web', { timeout: 20_000 }, async () => {
			const capabilities = { fetch: () => 'mine', crypto: { hash: () => 'also mine' } };
			await using guests = createSandbox({ engine: engine(), boundary: 'realm', capabilities });
			assert.deepEqual(await guests.evaluate('[await fetch(), await crypto.hash()]'), ['mine', 'also mine']);
		});
	});
}

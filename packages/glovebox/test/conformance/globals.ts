/** The web's globals. What each does is in the tables of `test/web`; here is what holds wherever a guest runs. */
import assert from 'node:assert/strict';
import { hostFunction } from 'glovebox';
import type { Promised } from './promise.ts';

/** A statement, a program, and its value. */
const samples: readonly (readonly [says: string, source: string, value: unknown])[] = [
	[
		'URL and URLSearchParams read and write URLs as the standard says',
		`const url = new URL('../b?c#d', 'http://bücher.de:80/a/x'); url.searchParams.append('e', 'é&'); [url.href, url.host, url.origin, URL.canParse('no')]`,
		['http://xn--bcher-kva.de/b?c=&e=%C3%A9%26#d', 'xn--bcher-kva.de', 'http://xn--bcher-kva.de', false],
	],
	[
		'URLPattern matches URLs and names what it matched',
		`const found = new URLPattern({ pathname: '/books/:id' }).exec('http://h/books/7'); [found.pathname.groups.id, new URLPattern('http://h/x').test('http://h/y')]`,
		['7', false],
	],
	[
		'text is encoded and decoded: UTF-8, other encodings, base64',
		`[[...new TextEncoder().encode('é')], new TextDecoder().decode(new Uint8Array([0xc3, 0xa9, 0xff])), new TextDecoder('utf-16le').decode(new Uint8Array([65, 0])), atob(btoa('x'))]`,
		[[195, 169], 'é\ufffd', 'A', 'x'],
	],
	[
		'structuredClone copies graphs, and refuses functions with a DataCloneError',
		`const a = { m: new Map([[1, new Date(5)]]) }; a.self = a; const b = structuredClone(a); let refused; try { structuredClone(() => {}) } catch (error) { refused = error.name } [b.self === b, b.m !== a.m, b.m.get(1).getTime(), refused]`,
		[true, true, 5, 'DataCloneError'],
	],
	[
		'events reach their listeners, and signals abort',
		`const c = new AbortController(); const seen = []; c.signal.addEventListener('abort', (event) => seen.push(event.type), { once: true }); AbortSignal.any([c.signal]).onabort = () => seen.push('any'); c.abort('why'); [seen, c.signal.reason]`,
		[['abort', 'any'], 'why'],
	],
	[
		'AbortSignal.timeout aborts with a TimeoutError after its time',
		`const signal = AbortSignal.timeout(5); await new Promise((done) => signal.addEventListener('abort', done)); signal.reason.name`,
		'TimeoutError',
	],
	[
		'bodies of requests and responses are read once, as text, JSON, bytes, blobs and forms',
		`const r = Response.json({ a: [1] }); const value = await r.json(); const form = new FormData(); form.append('f', new File(['x'], 'n')); const again = await new Response(form).formData(); [value, r.bodyUsed, await r.text().catch((error) => error.name), await again.get('f').text(), (await new Request('http://h', { method: 'POST', body: 'ab' }).bytes()).length]`,
		[{ a: [1] }, true, 'TypeError', 'x', 2],
	],
	[
		'streams are piped, transformed and read',
		`const upper = new TransformStream({ transform(text, controller) { controller.enqueue(text.toUpperCase()) } }); const list = []; for await (const text of ReadableStream.from(['a', 'b']).pipeThrough(upper)) list.push(text); list`,
		['A', 'B'],
	],
];

export const globals: readonly Promised[] = [
	...samples.map(
		([says, source, value]): Promised => ({
			says,
			check: async ({ evaluate }) => assert.deepEqual(await evaluate(source), value),
		}),
	),
	{
		says: 'a DOMException that is thrown has its name in the error of the outcome',
		check: async ({ fails }) => {
			const { name, message, code } = await fails('AbortSignal.abort().throwIfAborted()');
			assert.deepEqual([name, message, code], ['AbortError', 'This operation was aborted', 'GLOVEBOX_GUEST_THROW']);
		},
	},
	{
		says: 'what a guest changes in a global of the web, no other run sees',
		check: async ({ evaluate }) => {
			await evaluate('URL.prototype.left = 1; Headers.left = 1; structuredClone.left = 1; TextEncoder = 5; 0');
			assert.deepEqual(await evaluate('[URL.prototype.left, Headers.left, structuredClone.left, typeof TextEncoder]'), [
				undefined,
				undefined,
				undefined,
				'function',
			]);
		},
	},
	{
		says: 'fetch is there where its host function is granted, and hands it a plain request',
		check: async ({ createSandbox }) => {
			const exchange = hostFunction({
				handler: (request: object) => ({
					...{ url: 'http://h/', status: 201, statusText: '', headers: [['x', 'y']], redirected: false },
					body: new TextEncoder().encode(JSON.stringify(request)),
				}),
			});
			const source = `const r = await fetch('http://h/#f', { method: 'post', headers: { A: 'b' } }); [r.status, r.headers.get('x'), await r.json(), typeof fetch.exchange]`;
			assert.deepEqual(await createSandbox({ capabilities: { fetch: { exchange } } }).evaluate(source), [
				201,
				'y',
				{ url: 'http://h/', method: 'POST', headers: [['a', 'b']], body: null, redirect: 'follow' },
				'undefined',
			]);
		},
	},
	{
		says: 'crypto is there where its host functions are granted, and random bytes are theirs',
		check: async ({ createSandbox }) => {
			const randomBytes = hostFunction({ sync: true, handler: (length: number) => new Uint8Array(length).fill(7) });
			const source = `[crypto.randomUUID(), [...crypto.getRandomValues(new Uint8Array(2))], await crypto.subtle.digest('SHA-256', new Uint8Array()).catch((error) => error.name)]`;
			assert.deepEqual(await createSandbox({ capabilities: { crypto: { randomBytes } } }).evaluate(source), [
				'07070707-0707-4707-8707-070707070707',
				[7, 7],
				'NotSupportedError',
			]);
		},
	},
];

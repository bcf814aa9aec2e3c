import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { fetch } from 'glovebox/capabilities';
import { type Case, throws, webTable } from './table.ts';

const server: Server = createServer((request, response) => {
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://h');
	if (pathname === '/redirect') return response.writeHead(302, { location: '/hello' }).end();
	if (pathname === '/status') return response.writeHead(Number(searchParams.get('code')), { 'x-a': 'b' }).end();
	if (pathname === '/cookies') return response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).end();
	if (pathname === '/hang') return undefined;
	if (pathname !== '/echo') return response.writeHead(200, { 'content-type': 'text/plain' }).end('hello');
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const body = Buffer.concat(chunks).toString('latin1');
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({ method: request.method, body, type: request.headers['content-type'] ?? null, x: request.headers['x-y'] ?? null }),
		);
	});
	return undefined;
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => {
	server.closeAllConnections();
	server.close();
});
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

const cases: readonly Case[] = [
	[
		'const r = await fetch(given + "/hello"); return [r.status, r.ok, r.url === given + "/hello", r.redirected, r.type, r.headers.get("content-type"), await r.text()]',
		[200, true, true, false, 'basic', 'text/plain', 'hello'],
	],
	['(await fetch(new URL("/hello#part", given))).url === given + "/hello"', true],
	[
		'(await fetch(new Request(given + "/echo", { method: "POST", body: "x", headers: { "x-y": "z" } }))).json()',
		{ method: 'POST', body: 'x', type: 'text/plain;charset=UTF-8', x: 'z' },
	],
	[
		'(await fetch(given + "/echo", { method: "put", body: new URLSearchParams("a=1") })).json()',
		{ method: 'PUT', body: 'a=1', type: 'application/x-www-form-urlencoded;charset=UTF-8', x: null },
	],
	['(await (await fetch(given + "/echo", { method: "POST", body: new Uint8Array([1, 2]) })).json()).body', '\x01\x02'],
	[
		'const body = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("ab")); c.close() } }); return (await (await fetch(given + "/echo", { method: "POST", body, duplex: "half" })).json()).body',
		'ab',
	],
	['const r = await fetch(given + "/redirect"); return [r.redirected, r.url === given + "/hello", await r.text()]', [true, true, 'hello']],
	['await fetch(given + "/redirect", { redirect: "error" })', throws('TypeError')],
	['const r = await fetch(given + "/status?code=404"); return [r.status, r.ok, r.headers.get("x-a")]', [404, false, 'b']],
	['const r = await fetch(given + "/status?code=204"); return [r.status, r.body, await r.text()]', [204, null, '']],
	['(await fetch(given + "/cookies")).headers.getSetCookie()', ['a=1', 'b=2']],
	['(await fetch(given + "/hello")).headers.set("a", "b")', throws('TypeError')],
	['(await fetch(given + "/hello", { method: "HEAD" })).text()', ''],
	[
		'let text = ""; for await (const chunk of (await fetch(given + "/hello")).body) text += new TextDecoder().decode(chunk); return text',
		'hello',
	],
	['const c = new AbortController(); const p = fetch(given + "/hang", { signal: c.signal }); c.abort(); return p', throws('AbortError')],
	[
		'const c = new AbortController(); const p = fetch(given + "/hang", { signal: c.signal }); setTimeout(() => c.abort(new RangeError("r")), 20); return p',
		throws('RangeError'),
	],
	['fetch(given + "/hello", { signal: AbortSignal.abort("why") }).catch((error) => error)', 'why'],
	['await fetch("/relative")', throws('TypeError')],
	['await fetch("nonsense:x")', throws('TypeError')],
	['await fetch("http://127.0.0.1:1/")', throws('TypeError')],
	['await fetch()', throws('TypeError')],
	['fetch("http://127.0.0.1:1/").catch((error) => [error.message, error.cause instanceof Error])', ['fetch failed', true]],
];

const granted = fetch({ allow: [`http://${host}`], privateAddresses: ['127.0.0.1'] });
webTable('fetch', cases, { given: `http://${host}`, capabilities: { fetch: granted } });

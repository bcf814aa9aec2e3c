/** Size: one server answers all of these, on loopback. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { after, before, describe, test } from 'node:test';
import zlib from 'node:zlib';
import { type FetchOptions, fetch } from 'glovebox/capabilities';
import { certificate, key } from '../test/certificate.ts';
import { sandboxWith } from '../test/sandbox.ts';

/** What a server was asked: `METHOD path`, and the header fields that tests look at. */
interface Asked {
	readonly line: string;
	readonly headers: http.IncomingHttpHeaders;
	readonly body: string;
}

const asked: Asked[] = [];
const bomb = zlib.gzipSync(Buffer.alloc(50 * 2 ** 20));
let first: http.Server;
let second: http.Server;
let one = '';
let two = '';

/** Answers by path: `/to?URL` redirects, `/gzip` compresses, and so on. */
function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const { method = '', url = '', headers } = request;
		asked.push({ line: `${method} ${url.split('?')[0]}`, headers, body: Buffer.concat(chunks).toString() });
		const [path = '', query = ''] = url.split(/\?(.*)/s);
		const redirect = /^\/to(\d*)$/.exec(path);
		if (redirect) response.writeHead(Number(redirect[1] || 302), { location: decodeURIComponent(query) }).end('moved');
		else if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
		else if (path === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync('unfolded'));
		else if (path === '/br') response.writeHead(200, { 'content-encoding': 'br' }).end(zlib.brotliCompressSync('unfolded'));
		else if (path === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
		else if (path === '/odd') response.writeHead(200, { 'content-encoding': 'compress' }).end('x');
		else if (path === '/torn') response.writeHead(200, { 'content-length': '100' }).write('part', () => response.destroy());
		else if (path === '/hang') response.writeHead(200).write('part');
		else if (path === '/none') response.writeHead(204).end();
		else
			response
				.writeHead(
					200,
					[
						['X-Twice', '1'],
						['X-Twice', '2'],
						['Set-Cookie', 'a=1'],
						['Set-Cookie', 'b=2'],
					].flat(),
				)
				.end(`hello ${method}`);
	});
}

before(async () => {
	[first, second] = [http.createServer(answer), http.createServer(answer)];
	for (const server of [first, second]) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	one = `http://127.0.0.1:${(first.address() as AddressInfo).port}`;
	two = `http://127.0.0.1:${(second.address() as AddressInfo).port}`;
});
after(() => {
	for (const server of [first, second]) {
		server.closeAllConnections();
		server.close();
	}
});

interface Seen {
	readonly url: string;
	readonly status: number;
	readonly headers: readonly (readonly [string, string])[];
	readonly redirected: boolean;
	readonly text: string;
}

/** Asks as a guest does, through a sandbox. Gives the response, or the error as text. */
async function ask(options: Partial<FetchOptions>, request: Readonly<Record<string, unknown>>): Promise<Seen | string> {
	using granted = fetch({ allow: [one, two], privateAddresses: ['127.0.0.1'], ...options });
	await using sandbox = sandboxWith({ net: granted });
	const source = `
		const request = { method: 'GET', headers: [], body: null, redirect: 'follow', ...input };
		net.exchange(request).then(
			({ body, ...rest }) => ({ ...rest, text: String.fromCharCode(...body) }), (error) => error.name + ': ' + error.message)`;
	const value = await sandbox.evaluate<Seen | string>(source, { input: request });
	return value;
}

const textOf = (seen: Seen | string) => (typeof seen === 'string' ? seen : seen.text);

describe('fetch()', () => {
	test('sends method, headers and body, and gives status, headers and body', async () => {
		asked.length = 0;
		const request = { url: `${one}/p?q=1#f`, method: 'PUT', headers: [['x-mine', 'yes']], body: new TextEncoder().encode('sent') };
		const seen = await ask({}, request);
		assert.ok(typeof seen === 'object');
		assert.deepEqual([seen.url, seen.status, seen.redirected, seen.text], [`${one}/p?q=1#f`, 200, false, 'hello PUT']);
		const wanted = seen.headers.filter(([name]) => name === 'x-twice' || name === 'set-cookie');
		assert.deepEqual(wanted, [
			['x-twice', '1'],
			['x-twice', '2'],
			['set-cookie', 'a=1'],
			['set-cookie', 'b=2'],
		]);
		assert.deepEqual([asked[0]?.line, asked[0]?.headers['x-mine'], asked[0]?.body], ['PUT /p', 'yes', 'sent']);
		assert.equal(asked[0]?.headers.host, new URL(one).host);
	});

	test('decompresses, and counts what came out of it', async () => {
		assert.equal(textOf(await ask({}, { url: `${one}/gzip` })), 'unfolded');
		assert.equal(textOf(await ask({}, { url: `${one}/br` })), 'unfolded');
		const memory = process.memoryUsage().arrayBuffers;
		assert.equal(
			await ask({ responseBytes: 1_000_000 }, { url: `${one}/bomb` }),
			'TypeError: Cannot fetch: the response has more than 1000000 bytes',
		);
		assert.ok(process.memoryUsage().arrayBuffers - memory < 20 * 2 ** 20);
		assert.equal(
			await ask({}, { url: `${one}/odd` }),
			'TypeError: Cannot fetch: the response is encoded as "compress", which was not asked for',
		);
	});

	test('answers HEAD and 204 without a body, and says when a response is torn', async () => {
		assert.equal(textOf(await ask({}, { url: `${one}/gzip`, method: 'HEAD' })), '');
		assert.equal(textOf(await ask({}, { url: `${one}/none` })), '');
		assert.equal(await ask({}, { url: `${one}/torn` }), `TypeError: Cannot fetch: the response of "${one}" ended before its time`);
	});

	test('goes nowhere that is not allowed, and says nothing of what is there', async () => {
		asked.length = 0;
		const urls = [
			two,
			'http://localhost',
			'http://169.254.169.254/',
			'http://[::1]/',
			'http://2130706433/',
			'http://0177.0.0.1/',
			'ftp://x/',
			'x',
		];
		for (const url of urls) assert.match(String(await ask({ allow: [one] }, { url })), /^TypeError: Cannot fetch: /, url);
		const hidden = [
			`${one}/`,
			one.replace('127.0.0.1', '2130706433'),
			one.replace('127.0.0.1', '0x7f.1'),
			one.replace('127.0.0.1', '0177.1'),
		];
		for (const url of hidden) {
			assert.equal(
				await ask({ privateAddresses: [] }, { url }),
				'TypeError: Cannot fetch: "127.0.0.1" is at an address that is not allowed',
			);
		}
		const dead = net.createServer();
		await new Promise<void>((done) => dead.listen(0, '127.0.0.1', done));
		const url = `http://127.0.0.1:${(dead.address() as AddressInfo).port}`;
		await new Promise((done) => dead.close(done));
		assert.equal(await ask({ allow: [url] }, { url }), `TypeError: Cannot fetch: "${url}" cannot be reached`);
		assert.deepEqual(asked, []);
	});

	test('judges every address of a name, and dials what it judged whatever the name says next', async () => {
		asked.length = 0;
		const named = one.replace('127.0.0.1', 'rebind.test');
		const answers = [
			['127.0.0.1'],
			['127.0.0.1', '10.0.0.1'],
			['93.184.215.14', '::ffff:10.0.0.1'],
			['64:ff9b::a00:1'],
			['169.254.169.254'],
			[],
		];
		let looks = 0;
		const resolve = async () => answers[looks++] ?? ['127.0.0.1'];
		const results: unknown[] = [];
		for (const _ of answers) results.push(textOf(await ask({ allow: [named], resolve }, { url: named })));
		const refused = 'TypeError: Cannot fetch: "rebind.test" is at an address that is not allowed';
		assert.deepEqual(results, ['hello GET', refused, refused, refused, refused, 'TypeError: Cannot fetch: "rebind.test" has no address']);
		assert.deepEqual([looks, asked.length], [answers.length, 1]);
		assert.equal(asked[0]?.headers.host, new URL(named).host);
	});

	test('follows redirects by the rules of the Fetch standard, and judges each hop anew', async () => {
		asked.length = 0;
		const to = (status: number, target: string) => `${one}/to${status}?${encodeURIComponent(target)}`;
		const body = new TextEncoder().encode('b');
		const headers = [['content-type', 'text/plain']];
		for (const status of [301, 302, 303, 307, 308]) {
			const seen = await ask({}, { url: to(status, '/end'), method: 'POST', headers, body });
			assert.deepEqual(typeof seen === 'object' && [seen.url, seen.redirected], [`${one}/end`, true]);
		}
		const ends = asked.filter(({ line }) => line.endsWith('/end')).map(({ line, headers, body }) => [line, headers['content-type'], body]);
		const get = ['GET /end', undefined, ''];
		const post = ['POST /end', 'text/plain', 'b'];
		assert.deepEqual(ends, [get, get, get, post, post]);
		for (const target of [
			'http://169.254.169.254/',
			'file:///etc/passwd',
			`${two.replace('127.0.0.1', 'user@127.0.0.1')}/`,
			'http://[::1]/',
		]) {
			assert.match(String(await ask({ allow: [one] }, { url: to(302, target) })), /^TypeError: Cannot fetch: /, target);
		}
		assert.match(String(await ask({ allow: [one] }, { url: to(302, two) })), /is not allowed$/);
		assert.equal(await ask({ redirects: 3 }, { url: `${one}/loop` }), 'TypeError: Cannot fetch: the server redirects more than 3 times');
		assert.equal(await ask({}, { url: to(302, '/end'), redirect: 'error' }), 'TypeError: Cannot fetch: the server redirects');
		const manual = await ask({}, { url: to(302, '/end'), redirect: 'manual' });
		assert.deepEqual(typeof manual === 'object' && [manual.status, manual.text], [302, 'moved']);
		assert.match(String(await ask({ methods: ['POST'] }, { url: to(303, '/end'), method: 'POST' })), /the method "GET" is not allowed$/);
	});

	test('refuses a redirect to a name whose address is private', async () => {
		const resolve = async (hostname: string) => (hostname === 'inner.test' ? ['10.0.0.1'] : ['127.0.0.1']);
		const url = `${one}/to?${encodeURIComponent('http://inner.test/')}`;
		const said = await ask({ allow: [one, 'inner.test'], resolve }, { url });
		assert.equal(said, 'TypeError: Cannot fetch: "inner.test" is at an address that is not allowed');
	});

	test('sends the host’s headers to exactly their origin, and the guest’s credentials to no other origin than it named', async () => {
		asked.length = 0;
		const headers = { [one]: { Authorization: 'host-secret' } };
		const mine = [
			['authorization', 'guest'],
			['cookie', 'c=1'],
			['x-mine', 'yes'],
		];
		const back = `${two}/to?${encodeURIComponent(`${one}/end`)}`;
		await ask({ headers }, { url: `${one}/to?${encodeURIComponent(back)}`, headers: mine });
		assert.deepEqual(
			asked.map(({ line, headers: sent }) => [line, sent.authorization, sent.cookie, sent['x-mine']]),
			[
				['GET /to', 'host-secret', 'c=1', 'yes'],
				['GET /to', undefined, undefined, 'yes'],
				['GET /end', 'host-secret', undefined, 'yes'],
			],
		);
		assert.match(
			String(await ask({}, { url: one, headers: [['host', 'evil']] })),
			/^TypeError: Cannot fetch: the header "host" cannot be set$/,
		);
	});

	test('refuses arguments of every wrong type, and bodies over the limit', async () => {
		const wrong = [
			{ url: 1 },
			{ url: null },
			{ method: 5 },
			{ headers: {} },
			{ headers: [['a']] },
			{ headers: [['a', 1]] },
			{ body: 'text' },
			{ body: [1] },
		];
		for (const fields of [...wrong, { redirect: 'no' }, { extra: 1 }, { url: undefined }]) {
			assert.match(String(await ask({}, { url: one, ...fields })), /^TypeError: Cannot call net\.exchange: /, JSON.stringify(fields));
		}
		const said = await ask({ requestBytes: 3 }, { url: one, method: 'POST', body: new Uint8Array(4) });
		assert.equal(said, "TypeError: Cannot fetch: the request's body has more than 3 bytes");
	});

	test('ends what is under way when it is revoked or its time is over', async () => {
		const granted = fetch({ allow: [one], privateAddresses: ['127.0.0.1'] });
		await using sandbox = sandboxWith({ net: granted, quick: fetch({ allow: [one], privateAddresses: ['127.0.0.1'], wallMs: 50 }) });
		const call = (name: string) =>
			`${name}.exchange({ url: '${one}/hang', method: 'GET', headers: [], body: null, redirect: 'follow' }).catch((e) => e.name + ': ' + e.message)`;
		assert.equal(await sandbox.evaluate(call('quick')), 'HostError: quick.exchange timed out');
		const reached = new Promise((done) => first.once('request', done));
		const ended = sandbox.evaluate(call('net'));
		await reached;
		granted.revoke();
		assert.equal(await ended, 'RevokedError: This capability was revoked');
	});

	test('speaks TLS with the name that was asked for, and trusts no certificate that it was not told to', async () => {
		const server = https.createServer({ key, cert: certificate }, answer);
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		const { port } = server.address() as AddressInfo;
		const resolve = async () => ['127.0.0.1'];
		const allow = [`https://secure.test:${port}`, `https://other.test:${port}`];
		process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
		try {
			const certificates = [certificate];
			assert.equal(textOf(await ask({ allow, resolve, certificates }, { url: allow[0] })), 'hello GET');
			assert.match(String(await ask({ allow, resolve, certificates }, { url: allow[1] })), /cannot be reached$/);
			assert.match(String(await ask({ allow, resolve }, { url: allow[0] })), /cannot be reached$/);
		} finally {
			delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
			server.closeAllConnections();
			server.close();
		}
	});
});

test('fetch() asks no proxy that the environment names', () => {
	const program = `
		import http from 'node:http';
		import { createSandbox } from 'glovebox';
		import { quickjs } from 'glovebox/engines';
		import { fetch } from 'glovebox/capabilities';
		const server = http.createServer((request, response) => response.end('direct'));
		await new Promise((done) => server.listen(0, '127.0.0.1', done));
		const url = 'http://127.0.0.1:' + server.address().port;
		const net = fetch({ allow: [url], privateAddresses: ['127.0.0.1'] });
		await using sandbox = createSandbox({ engine: quickjs(), capabilities: { net } });
		const request = { url, method: 'GET', headers: [], body: null, redirect: 'follow' };
		console.log(await sandbox.evaluate('net.exchange(input).then(({ body }) => String.fromCharCode(...body))', { input: request }));
		server.close();`;
	const proxy = 'http://127.0.0.1:9';
	const env = { PATH: process.env['PATH'], NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, http_proxy: proxy, HTTPS_PROXY: proxy };
	const { stdout, stderr } = spawnSync(process.execPath, ['--conditions=glovebox-source', '--input-type=module', '-e', program], {
		cwd: import.meta.dirname,
		env,
		encoding: 'utf8',
		timeout: 60_000,
	});
	assert.equal(stdout, 'direct\n', stderr);
});

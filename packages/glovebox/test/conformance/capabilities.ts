/** Capabilities that are ready to grant, and npm packages, as guests see them. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleGuest } from 'glovebox/bundle';
import { clock, crypto, env, fetch, files, kv, log, random } from 'glovebox/capabilities';
import { type Promised, resultOf } from './promise.ts';

/** Runs a step with a server on loopback, which repeats what it is asked. */
async function withServer<T>(step: (url: string) => Promise<T>): Promise<T> {
	const server = createServer((request, response) => {
		const { authorization = 'none' } = request.headers;
		if (request.url === '/away') response.writeHead(302, { location: 'http://10.0.0.1/' }).end();
		else response.writeHead(200, { 'x-seen': `${request.method} ${request.url}` }).end(authorization);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	try {
		return await step(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	} finally {
		server.closeAllConnections();
		server.close();
	}
}

async function withFolder<T>(step: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-conformance-'));
	try {
		return await step(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const wrongArguments = `
	const wrong = [undefined, null, 1, NaN, 5n, true, {}, [], new Date(0), new Map(), new Uint8Array(1), 'x'.repeat(70000)];
	const seen = new Set();
	for (const value of wrong) {
		for (const call of [() => kv.get(value), () => kv.delete(value), () => env.get(value), () => random.bytes(value), () => log.info(value)]) {
			try { await call() } catch (error) { seen.add(error instanceof TypeError ? 'TypeError' : error.name + ': ' + error.message) }
		}
	}
	for (const value of [() => 1, Symbol('s'), new Proxy({}, { get() { throw 1 } }), new WeakMap()]) {
		try { await kv.set('k', value) } catch (error) { seen.add(error instanceof TypeError ? 'TypeError' : error.name) }
	}
	[...seen]`;

export const capabilities: readonly Promised[] = [
	{
		says: 'fetch asks an allowed host, with the header that the host adds and the guest never sees',
		check: ({ run }) =>
			withServer(async (url) => {
				const granted = fetch({ allow: [url], privateAddresses: ['127.0.0.1'], headers: { [url]: { authorization: 'of the host' } } });
				const source = `const response = await fetch(input + '/x', { method: 'POST', body: 'b' });
					[response.status, response.headers.get('x-seen'), await response.text(), response instanceof Response, Object.keys(fetch)]`;
				const outcome = await run(source, { input: url, capabilities: { fetch: granted } });
				assert.deepEqual(resultOf(outcome), [200, 'POST /x', 'of the host', true, []]);
				assert.deepEqual(
					outcome.calls.map(({ path, ok }) => [path, ok]),
					[['fetch.exchange', true]],
				);
			}),
	},
	{
		says: 'fetch reaches no address that is not public, however it is written and wherever a server sends it',
		check: ({ evaluate }) =>
			withServer(async (url) => {
				const port = new URL(url).port;
				const hosts = [
					'localhost',
					'127.0.0.1',
					'[::1]',
					'2130706433',
					'0177.0.0.1',
					'0x7f.1',
					'169.254.169.254',
					'[::ffff:7f00:1]',
					'[64:ff9b::7f00:1]',
				];
				const urls = hosts.map((host) => `http://${host}:${port}/`);
				const source = 'Promise.all(input.map((url) => fetch(url).then(() => "reached " + url, (error) => error.name)))';
				const open = fetch({ allow: hosts.map((host) => `${host}:${port}`) });
				assert.deepEqual(
					await evaluate(source, { input: urls, capabilities: { fetch: open } }),
					urls.map(() => 'TypeError'),
				);
				const away = fetch({ allow: [url, '10.0.0.1'], privateAddresses: ['127.0.0.1'] });
				assert.deepEqual(await evaluate(source, { input: [`${url}/away`], capabilities: { fetch: away } }), ['TypeError']);
			}),
	},
	{
		says: 'kv keeps values over runs, each tenant its own',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ capabilities: { kv: kv() } });
			const value = 'new Map([["k", new Set([1n, -0])]])';
			await sandbox.evaluate(`kv.set("a", ${value})`, { tenant: 'ann' });
			const look = 'const a = await kv.get("a"); [await kv.list(), a && [...a.get("k")].map((v) => typeof v)]';
			assert.deepEqual(await sandbox.evaluate(look, { tenant: 'ann' }), [['a'], ['bigint', 'number']]);
			assert.deepEqual(await sandbox.evaluate(look, { tenant: 'bob' }), [[], undefined]);
		},
	},
	{
		says: 'files gives a folder and nothing beside it',
		check: ({ evaluate }) =>
			withFolder(async (folder) => {
				writeFileSync(join(folder, 'a.txt'), 'hello');
				symlinkSync('/etc/passwd', join(folder, 'link'));
				using granted = files({ folder, access: 'read-write', allowLinkRaces: true });
				const source = `const bad = ['link', '../x', '/etc/passwd', 'a.txt/x'];
					await files.write('b.bin', new Uint8Array([1, 2]));
					[await files.readText('a.txt'), (await files.list()).map(({ name }) => name), await Promise.all(bad.map((path) => files.read(path).catch((e) => e.name)))]`;
				assert.deepEqual(await evaluate(source, { capabilities: { files: granted } }), [
					'hello',
					['a.txt', 'b.bin'],
					['NotFound', 'TypeError', 'TypeError', 'NotFound'],
				]);
				assert.deepEqual([...readFileSync(join(folder, 'b.bin'))], [1, 2]);
			}),
	},
	{
		says: 'clock, random, env and log do what they say, without a promise where they are synchronous',
		check: async ({ evaluate }) => {
			const entries: unknown[] = [];
			const granted = {
				clock: clock({ resolutionMs: 1_000 }),
				random: random(),
				env: env({ A: '1' }),
				log: log({ write: ({ level, message, fields }) => void entries.push([level, message, fields]) }),
			};
			const source = `await log.warn('m', { n: 1 });
				[clock.now() % 1000, random.bytes(3).length, random.integer(1), env.get('A'), env.get('PATH'), env.names()]`;
			assert.deepEqual(await evaluate(source, { capabilities: granted }), [0, 3, 0, '1', undefined, ['A']]);
			assert.deepEqual(entries, [['warn', 'm', { n: 1 }]]);
		},
	},
	{
		says: 'crypto gives random values, digests, HMAC and AES-GCM as the web has them',
		check: async ({ evaluate }) => {
			const source = `
				const { subtle } = crypto;
				const bytes = new TextEncoder().encode('abc');
				const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
				const key = await subtle.importKey('raw', new Uint8Array(16).fill(1), 'AES-GCM', false, ['encrypt', 'decrypt']);
				const iv = crypto.getRandomValues(new Uint8Array(12));
				const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes);
				const opened = await subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed);
				const torn = await subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.slice(1)).catch((error) => error.name);
				const hmac = await subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
				[digest.slice(0, 3), sealed.byteLength, new TextDecoder().decode(opened), torn,
					await subtle.verify('HMAC', hmac, await subtle.sign('HMAC', hmac, bytes), bytes), crypto.randomUUID().length]`;
			assert.deepEqual(await evaluate(source, { capabilities: { crypto: crypto() } }), [
				new Uint8Array([0xba, 0x78, 0x16]),
				19,
				'abc',
				'OperationError',
				true,
				36,
			]);
		},
	},
	{
		says: 'capabilities refuse arguments of every wrong type with a TypeError, and nothing else happens',
		check: async ({ run }) => {
			const granted = {
				kv: kv({ keyBytes: 64 }),
				env: env({}),
				random: random(),
				log: log({ write: () => undefined, entryBytes: 100_000 }),
			};
			const outcome = await run(wrongArguments, { capabilities: granted });
			assert.deepEqual([resultOf(outcome), outcome.diagnostics], [['TypeError'], []]);
		},
	},
	{
		says: 'a capability that is revoked while the guest waits for it fails there and from then on',
		check: async ({ run }) => {
			const reached = Promise.withResolvers<void>();
			const write = () => {
				reached.resolve();
				return new Promise<void>(() => undefined);
			};
			const granted = log({ write });
			const ended = run('const name = (error) => error.name; [await log.info("a").catch(name), await log.info("b").catch(name)]', {
				capabilities: { log: granted },
			});
			await reached.promise;
			granted.revoke();
			assert.deepEqual(resultOf(await ended), ['RevokedError', 'RevokedError']);
		},
	},
	{
		says: 'npm packages are imported as modules, ES and CommonJS alike',
		check: async ({ evaluate }) => {
			const { modules } = await bundleGuest({
				packages: { dayjs: '1.11.23', semver: '7.8.6' },
				from: join(import.meta.dirname, '../../../..'),
			});
			const source = `import dayjs from 'dayjs'; import semver, { satisfies } from 'semver';
				export default [dayjs(0).format('YYYY'), satisfies('1.2.9', '^1.2.3'), semver.satisfies === satisfies]`;
			assert.deepEqual(await evaluate(source, { modules }), ['1970', true, true]);
		},
	},
];

/** A guest that keeps a counter, writes a report into a folder, and calls an API with a token that it never sees. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from 'glovebox';
import { fetch, files, kv } from 'glovebox/capabilities';

const server = createServer((request, response) => {
	const known = request.headers.authorization === 'Bearer s3cret';
	response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify({ city: 'Oslo', degrees: 4 }));
});
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const folder = mkdtempSync(join(tmpdir(), 'example-'));

using reports = files({ folder, access: 'read-write', quotaBytes: 10_000 });
// This server is on loopback, which is no public address: it has to be named.
const weather = fetch({ allow: [api], privateAddresses: ['127.0.0.1'], headers: { [api]: { authorization: 'Bearer s3cret' } } });
await using sandbox = createSandbox({ capabilities: { kv: kv(), files: reports, fetch: weather }, limits: { wallMs: 10_000 } });

const source = `
	const { city, degrees } = await (await fetch(input + '/now')).json();
	const runs = ((await kv.get('runs')) ?? 0) + 1;
	await kv.set('runs', runs);
	await files.write('report.txt', \`\${city}: \${degrees}, run \${runs}\`);
	runs`;
await sandbox.evaluate(source, { input: api, tenant: 'ann' });
const outcome = await sandbox.run(source, { input: api, tenant: 'ann' });
assert.equal(outcome.ok && outcome.value, 2);
assert.equal(readFileSync(join(folder, 'report.txt'), 'utf8'), 'Oslo: 4, run 2');
console.log('audit', outcome.calls.map(({ path, ok }) => `${path} ${ok ? 'ok' : 'failed'}`).join(', '));

weather.revoke();
const refused = await sandbox.run(source, { input: api, tenant: 'ann' });
assert.equal(refused.ok, false);
console.log('after it was revoked:', refused.ok ? '' : refused.error.message);

server.close();
rmSync(folder, { recursive: true });

/** The product behind HTTP: deadlines, caps, structured errors, logs without guest text, health by a canary, and a drain. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { createSandbox, type Outcome } from 'glovebox';
import { quickjs, worker } from 'glovebox/engines';

const sandbox = createSandbox({
	engine: worker(quickjs()),
	limits: { wallMs: 1_000, outputBytes: 1_024, consoleBytes: 1_024, sourceBytes: 4_096 },
});
const log: string[] = [];
let draining = false;
let running = 0;

/** A guest whose answer is known: it fails when the engine, the pool or the machine does. */
const canary = async () => (await sandbox.run('[1, 2, 3].map((n) => n * n).join()')).ok;
/** Who is to blame decides the status: the guest and its limits 422, the server and its capacity 503. */
const statusOf = (outcome: Outcome) => (outcome.ok ? 200 : /^GLOVEBOX_(GUEST|LIMIT)/.test(outcome.error.code) ? 422 : 503);

const server = createServer(async (request, response): Promise<void> => {
	const reply = (status: number, body: unknown): void => {
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	};
	if (request.url === '/health') return reply(!draining && (await canary()) ? 200 : 503, { draining });
	if (draining) return reply(503, { error: { code: 'DRAINING' } });
	running += 1;
	const outcome = await sandbox.run(await text(request), { limits: { wallMs: 500 } });
	running -= 1;
	// The log has codes and figures. Source, messages and values are the guest's: they may hold secrets or forge lines.
	log.push(`${outcome.ok ? 'ok' : outcome.error.code} boundary=${outcome.usage.boundary} calls=${outcome.usage.hostCalls}`);
	if (outcome.ok) return reply(200, { value: outcome.value });
	const { code, message, details } = outcome.error;
	reply(statusOf(outcome), { error: { code, message: message.slice(0, 200), details } });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as { port: number };
const send = async (path: string, body?: string) => {
	const response = await fetch(`http://127.0.0.1:${port}${path}`, body === undefined ? {} : { method: 'POST', body });
	return `${response.status} ${(await response.text()).slice(0, 120)}`;
};

console.log('health:', await send('/health'));
for (const source of ['6 * 7', 'throw new Error("token=stand-in")', 'for (;;);', '"x".repeat(2000)', 'a b']) {
	console.log(`${source} → ${(await send('/run', source)).replace(/,"details".*/, '')}`);
}
console.log(log.join('\n'));
assert.ok(!log.join().includes('stand-in'));

// Drain: no new work, what runs may end, then the sandbox is closed, and health says so to the load balancer.
const last = send('/run', 'new Promise((done) => setTimeout(() => done("finished"), 50))');
while (running === 0) await new Promise(setImmediate);
draining = true;
console.log('while draining:', await send('/run', '1'), '/', await send('/health'));
console.log('the run in progress:', await last);
server.close();
server.closeAllConnections();
await sandbox.close();

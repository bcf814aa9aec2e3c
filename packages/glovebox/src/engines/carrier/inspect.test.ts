import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createSandbox } from '../../index.ts';
import { nodeVm } from '../node-vm.ts';
import { subprocess } from '../subprocess.ts';
import { readInspectorUrl } from './inspect.ts';

const limit = { timeout: 60_000 };
const engine = () => subprocess(nodeVm(), { confine: 'none' });

/** What a server on loopback answers to a request of its own making. */
function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
	const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
	const asked = request({ host: '127.0.0.1', port, path, headers }, (response) => resolve(response.resume().statusCode));
	asked.on('upgrade', (response, socket) => {
		socket.destroy();
		resolve(response.statusCode);
	});
	asked.on('error', reject);
	asked.end();
	return promise;
}

/** A client of the inspector's protocol that lets a guest go, and reads a variable where it stops. */
async function debug(url: string): Promise<unknown> {
	const socket = new WebSocket(url);
	await once(socket, 'open');
	const answers = new Map<number, (result: Record<string, unknown>) => void>();
	const paused = Promise.withResolvers<{ callFrames: { callFrameId: string; location: { scriptId: string; lineNumber: number } }[] }>();
	const urls = new Map<string, string>();
	let id = 0;
	const post = (method: string, params: object = {}) => {
		id += 1;
		socket.send(JSON.stringify({ id, method, params }));
		return new Promise<Record<string, unknown>>((resolve) => answers.set(id, resolve));
	};
	socket.addEventListener('message', ({ data }) => {
		const message = JSON.parse(String(data));
		if (message.method === 'Debugger.scriptParsed') urls.set(message.params.scriptId, message.params.url);
		if (message.method === 'Debugger.paused') paused.resolve(message.params);
		answers.get(message.id)?.(message.result);
	});
	await post('Debugger.enable');
	await post('Runtime.runIfWaitingForDebugger');
	const [frame] = (await paused.promise).callFrames;
	const { result } = await post('Debugger.evaluateOnCallFrame', { callFrameId: frame?.callFrameId, expression: 'secret' });
	await post('Debugger.resume');
	socket.close();
	return [urls.get(frame?.location.scriptId ?? ''), frame?.location.lineNumber, (result as { value: unknown }).value];
}

test('inspect lets a debugger stop a guest, on loopback, on a path of its own that is told to nobody else', limit, async () => {
	const { promise: where, resolve: tell } = Promise.withResolvers<string>();
	await using sandbox = createSandbox({ engine: engine(), boundary: 'realm', inspect: tell });
	const running = sandbox.run('const secret = 6 * 7;\ndebugger;\nsecret', { filename: 'main.js' });
	const url = await where;
	const { port, pathname } = new URL(url);
	const upgrade = {
		connection: 'Upgrade',
		upgrade: 'websocket',
		'sec-websocket-version': '13',
		'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
	};
	assert.equal(await ask(Number(port), '/json/list'), 404);
	assert.equal(await ask(Number(port), '/00000000-0000-4000-8000-000000000000', upgrade), 400);
	assert.equal(await ask(Number(port), pathname, { ...upgrade, host: 'pages.example' }), 400);
	assert.deepEqual(await debug(url), ['main.js', 1, 42]);
	const outcome = await running;
	assert.deepEqual([outcome.ok && outcome.value, outcome.usage.boundary], [42, 'realm']);
	const end = async () => ((await once(connect(Number(port), '127.0.0.1'), 'error')) as [NodeJS.ErrnoException])[0].code;
	// The process is killed at the run's end, and may be found dying.
	let code = await end();
	for (let tries = 0; code === 'ECONNRESET' && tries < 1_000; tries++) code = await end();
	assert.equal(code, 'ECONNREFUSED');
});

test('inspect is refused with a tenant, a recording, and where the process is confined', () => {
	const boundary = 'realm';
	const make = (options: object) => () => createSandbox({ engine: engine(), boundary, inspect: true, ...options });
	assert.throws(make({ tenant: 'a' }), { name: 'TypeError', message: /options\.inspect and options\.tenant exclude each other/ });
	const recorded = { record: true, deterministic: { seed: 1, now: 0 } };
	assert.throws(make(recorded), { name: 'TypeError', message: /options\.inspect excludes options\.record/ });
	const confined = subprocess(nodeVm());
	if (confined.boundary === 'confined-process') assert.throws(make({ engine: confined }), { code: 'GLOVEBOX_UNSUPPORTED' });
});

test('a carrier cannot lead a debugger elsewhere', () => {
	const own = 'ws://127.0.0.1:4000/2d753a9a-8b8e-4170-b3b2-d3e650d7febc';
	assert.equal(readInspectorUrl(own), own);
	for (const other of [
		undefined,
		'ws://pages.example:4000/2d753a9a-8b8e-4170-b3b2-d3e650d7febc',
		`${own}?x`,
		'ws://127.0.0.1:4000/short',
	]) {
		assert.throws(() => readInspectorUrl(other), { name: 'ProtocolError' });
	}
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox, type Engine } from 'glovebox';
import { isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';

/** One case of each table: in a carrier the scripts come another way, and do the same. */
const sample = `[
	new URL('../b?c#d', 'http://bücher.de/a/x').href,
	String(new URLSearchParams({ a: 'é' })),
	new URLPattern({ pathname: '/:id' }).exec('http://h/7').pathname.groups.id,
	[...new TextEncoder().encode('é')],
	new TextDecoder('latin1').decode(new Uint8Array([0x80])),
	atob(btoa('x')),
	structuredClone(new Map([[1, new Date(5)]])).get(1).getTime(),
	AbortSignal.abort('r').reason,
	new DOMException('m', 'AbortError').code,
	performance.now() >= 0,
	await new Blob(['a', 'b']).text(),
	[...new Headers({ B: '1' })],
	new Request('http://h').method,
	await Response.json([1]).json(),
	await new Response(ReadableStream.from(['x']).pipeThrough(new TextEncoderStream())).text(),
]`;
const expected = [
	...['http://xn--bcher-kva.de/b?c#d', 'a=%C3%A9', '7', [195, 169], '€', 'x', 5, 'r', 20, true],
	...['ab', [['b', '1']], 'GET', [1], 'x'],
];

const engines: Readonly<Record<string, () => Engine>> = {
	'worker(nodeVm)': () => worker(nodeVm()),
	'worker(quickjs)': () => worker(quickjs()),
	'subprocess(nodeVm)': () => subprocess(nodeVm()),
	'subprocess(isolate)': () => subprocess(isolate()),
	'subprocess(quickjs)': () => subprocess(quickjs()),
};

for (const [name, make] of Object.entries(engines)) {
	test(`${name} has the web's globals`, { timeout: 60_000 }, async () => {
		await using sandbox = createSandbox({ engine: make(), boundary: 'realm', limits: { wallMs: 20_000 } });
		assert.deepEqual(await sandbox.evaluate(sample), expected);
	});
}

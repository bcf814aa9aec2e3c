import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { createSandbox, declareTypes, hostFunction } from 'glovebox';
import { quickjs } from 'glovebox/engines';
import { fetch, kv } from 'glovebox/capabilities';
import { z } from 'zod';
import { checkTypes } from './check-types.ts';
import { guestGlobals } from './guest-globals.ts';
import { glovebox } from './test/glovebox.ts';

const find = hostFunction({ input: z.tuple([z.string()]), output: z.object({ total: z.number() }), handler: () => ({ total: 1 }) });
const declarations = declareTypes({ orders: { find }, kv: kv(), fetch: fetch({ allow: [] }) });

/** Where and by which rule the compiler finds something. */
async function places(source: string, filename = 'guest.ts', granted = declarations): Promise<string[]> {
	const problems = await checkTypes({ source, filename }, granted);
	return problems.map(({ line, column, message }) => `${line}:${column} ${/\((TS\d+)\)$/.exec(message)?.[1]}`);
}

test('checkTypes() holds a guest to what declareTypes() says, at its own lines and columns', async () => {
	assert.deepEqual(await places('const { total } = await orders.find("a");\nawait kv.set("t", total.toFixed(2));\nreturn total'), []);
	assert.deepEqual(await places('await orders.find(1);\n\n  (await orders.find("a")).totl; orders.drop()'), [
		'1:19 TS2345',
		'3:28 TS2551',
		'3:41 TS2339',
	]);
	assert.deepEqual(await places('fs.readFileSync("x"); process.exit()'), ['1:1 TS2304', '1:23 TS2591']);
});

test('checkTypes() knows the globals of the web and of ECMAScript, and input', async () => {
	const source = `const response = await fetch(new URL('https://x.test'), { method: 'POST' });
		const text: string = await response.text(); setTimeout(() => console.log(input.anything, text), 1);
		export default structuredClone(new Map([[1n, Array.fromAsync([1])]]));`;
	assert.deepEqual(await places(source), []);
});

test('checkTypes() knows every global that a guest has, and none of a browser, a worker or Node beside it', async () => {
	using sandbox = createSandbox({ engine: quickjs() });
	const named = sandbox.evaluateSync<string[]>('Object.getOwnPropertyNames(globalThis)');
	const ecmascript: string[] = runInNewContext('delete globalThis.console; Object.getOwnPropertyNames(globalThis)');
	assert.deepEqual(named.filter((name) => !ecmascript.includes(name)).sort(), [...guestGlobals].sort());
	const uses = [...guestGlobals].map((name) => `void ${name};`).join('\n');
	assert.deepEqual(await places(uses, 'guest.ts', ''), []);
	const absent = [
		'process',
		'require',
		'Buffer',
		'importScripts',
		'self',
		'postMessage',
		'WebSocket',
		'indexedDB',
		'navigator',
		'location',
		'window',
		'fetch',
		'crypto',
		'WebAssembly',
	];
	const found = await places(absent.map((name) => `void ${name};`).join('\n'), 'guest.ts', '');
	assert.deepEqual(
		found.map((place) => place.split(' ')[0]),
		absent.map((_, index) => `${index + 1}:6`),
	);
});

test('checkTypes() checks JavaScript without asking for types, and finds what does not parse', async () => {
	assert.deepEqual(await places('function f(a, b) { return a + b.c }\nf(1, { c: 2 }); orders.find(2)', 'guest.js'), ['2:29 TS2345']);
	assert.deepEqual(await places('let = = 1', 'guest.js').then((found) => found.length > 0), true);
});

test('checkTypes() reads nothing that a guest refers to', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-types-'));
	try {
		writeFileSync(join(folder, 'host.ts'), 'export const secret: "host" = "host"');
		const path = JSON.stringify(join(folder, 'host'));
		assert.deepEqual(await places(`import { secret } from ${path};\nconst n: number = secret;`), ['1:24 TS2307']);
		assert.deepEqual(await places(`/// <reference path="${join(folder, 'host.ts')}" />\nsecret`), ['2:1 TS2304']);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test('checkTypes() says where declarations are wrong', async () => {
	await assert.rejects(places('1', 'guest.ts', 'declare const a: {;'), /^TypeError: --types: line 1: /);
});

test('glovebox run --check runs a guest only where its types hold', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-types-'));
	try {
		const [good, bad, types] = ['good.ts', 'bad.ts', 'granted.d.ts'].map((name) => join(folder, name)) as [string, string, string];
		writeFileSync(good, 'const n: number = 6; n * 7');
		writeFileSync(bad, 'const n: number = "6";\nn.x');
		writeFileSync(types, declarations);
		assert.deepEqual(await glovebox(['run', good, '--check']), { code: 0, stdout: '42\n', stderr: '' });
		assert.deepEqual(await glovebox(['run', bad, '--check']), {
			code: 1,
			stdout: '',
			stderr: `${bad}:1:7: Type 'string' is not assignable to type 'number'. (TS2322)\n${bad}:2:3: Property 'x' does not exist on type 'number'. (TS2339)\n`,
		});
		writeFileSync(good, 'await orders.find("a")');
		assert.deepEqual(await glovebox(['run', good, '--types', types]), { code: 0, stdout: '', stderr: '' });
		writeFileSync(good, 'await orders.find(1)');
		assert.equal((await glovebox(['run', good, '--types', types])).code, 1);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

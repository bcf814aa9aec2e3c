/**
 * The codec beside JSON and structuredClone, there and back, on V8 and in QuickJS; then values through a session and back,
 * beside what the host's own stringify and parse take, and bytes beside the raw engine's own copy. The floor of values is "raw": the
 * engine alone, JSON in and out by its own stringify and parse, and nobody who checks what they would lose or run.
 *
 *   npm run bench codec
 *
 * "plain" is the fast way; "graph" is the same tree with one `undefined` in it, which sends all of it the general way.
 * "QuickJS encode" is the codec's own walk: sessions of `quickjs` have the engine tell what is plain.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { createSandbox, type Session } from 'glovebox';
import { type Engine, isolate, quickjs } from 'glovebox/engines';
import { type Contender, measure, report } from './harness.ts';

/** The codec is no door of the package, so it is loaded by path. */
const codecFile = fileURLToPath(new URL('../packages/glovebox/src/codec/index.ts', import.meta.url));
interface Codec {
	encodeValue(value: unknown): { readonly text: string };
	decodeText(text: string, blobs?: readonly Uint8Array[], options?: { readonly maxDepth: number }): unknown;
}
const { decodeText, encodeValue } = (await import(codecFile)) as Codec;

const require = createRequire(new URL('../packages/glovebox/package.json', import.meta.url));
const ivm = require('isolated-vm') as typeof import('isolated-vm');
const { QuickJS } = (await import(require.resolve('quickjs-wasi'))) as typeof import('quickjs-wasi');

function records(bytes: number): unknown[] {
	const rows: unknown[] = [];
	for (let size = 0, i = 1; size < bytes; i += 1) {
		const address = { street: `Main ${i}`, city: 'Town', geo: [i / 7, -i / 3] };
		const row = {
			id: i,
			name: `customer number ${i}`,
			tags: ['a', 'bb', `ccc${i}`],
			price: i * 1.25,
			active: i % 2 === 0,
			address,
			note: null,
		};
		rows.push(row);
		size += JSON.stringify(row).length + 1;
	}
	return rows;
}

function hostContenders(bytes: number, batch: number): Contender[] {
	const plain = records(bytes);
	const graph = [...plain, undefined];
	const plainText = encodeValue(plain).text;
	const graphText = encodeValue(graph).text;
	return [
		{ name: 'JSON stringify', batch, run: () => JSON.stringify(plain) },
		{ name: 'JSON parse', batch, run: () => JSON.parse(plainText) },
		{ name: 'structuredClone', batch, run: () => structuredClone(plain) },
		{ name: 'encode plain', batch, run: () => encodeValue(plain) },
		{ name: 'decode plain', batch, run: () => decodeText(plainText) },
		{ name: 'decode plain, walked', batch, run: () => decodeText(plainText, [], { maxDepth: 100 }) },
		{ name: 'encode graph', batch, run: () => encodeValue(graph) },
		{ name: 'decode graph', batch, run: () => decodeText(graphText) },
	];
}

async function guestContenders(bytes: number, batch: number): Promise<Contender[]> {
	const { outputFiles } = buildSync({
		entryPoints: [codecFile],
		bundle: true,
		write: false,
		format: 'iife',
		globalName: 'codec',
		target: 'esnext',
	});
	const wasm = readFileSync(require.resolve('quickjs-wasi/quickjs.wasm'));
	const quickjs = await QuickJS.create({ wasm: new WebAssembly.Module(wasm) });
	const evaluate = (script: string) => quickjs.evalCode(script).dispose();
	evaluate(`${outputFiles[0]?.text};
		var plain = JSON.parse(${JSON.stringify(JSON.stringify(records(bytes)))}), graph = plain.concat([undefined]);
		var plainText = codec.encodeValue(plain).text, graphText = codec.encodeValue(graph).text;`);
	const contender = (name: string, script: string): Contender => ({ name: `QuickJS ${name}`, batch, run: () => evaluate(script) });
	return [
		contender('JSON stringify', 'JSON.stringify(plain); 0'),
		contender('JSON parse', 'JSON.parse(plainText); 0'),
		contender('encode plain', 'codec.encodeValue(plain); 0'),
		contender('decode plain', 'codec.decodeText(plainText, [], { trusted: true }); 0'),
		contender('encode graph', 'codec.encodeValue(graph); 0'),
		contender('decode graph', 'codec.decodeText(graphText); 0'),
	];
}

const guest = 'globalThis.echo = (value) => value; globalThis.take = (value) => typeof value; 0';
const limits = { wallMs: 600_000, inputBytes: Infinity, outputBytes: Infinity, memoryBytes: 512 * 2 ** 20 };

function openSession(engine: Engine): Session {
	const session = createSandbox({ engine, limits }).openSync();
	session.runSync(guest);
	return session;
}

const sessions = [
	{ name: 'isolate', session: openSession(isolate()) },
	{ name: 'quickjs', session: openSession(quickjs()) },
];

function sessionContenders(value: unknown, batch: number): Contender[] {
	return sessions.flatMap(({ name, session }) => [
		{ name: `${name} in`, batch, run: () => session.callSync('take', value) },
		{ name: `${name} in and out`, batch, run: () => session.callSync('echo', value) },
	]);
}

const rawEcho = '(text) => JSON.stringify(JSON.parse(text))';
const rawIsolate = new ivm.Isolate({ memoryLimit: 512 }).createContextSync().evalSync(rawEcho, { reference: true });
const rawQuickjs = await QuickJS.create({ wasm: new WebAssembly.Module(readFileSync(require.resolve('quickjs-wasi/quickjs.wasm'))) });
const rawQuickjsEcho = rawQuickjs.evalCode(rawEcho);

function textContenders(bytes: number, batch: number): Contender[] {
	const value = records(bytes);
	const throughIsolate = (text: string) => rawIsolate.applySync(undefined, [text]) as string;
	const throughQuickjs = (text: string) =>
		rawQuickjs
			.newString(text)
			.consume((handle) => rawQuickjs.callFunction(rawQuickjsEcho, rawQuickjs.undefined, handle))
			.consume((handle) => handle.toString());
	return [
		{ name: 'host', batch, run: () => JSON.parse(JSON.stringify(value)) },
		{ name: 'isolated-vm, raw JSON in and out', batch, run: () => JSON.parse(throughIsolate(JSON.stringify(value))) },
		{ name: 'quickjs-wasi, raw JSON in and out', batch, run: () => JSON.parse(throughQuickjs(JSON.stringify(value))) },
		...sessionContenders(value, batch),
	];
}

function byteContenders(bytes: number): Contender[] {
	const value = new Uint8Array(bytes).fill(7);
	const context = new ivm.Isolate({ memoryLimit: 512 }).createContextSync();
	context.evalSync(guest);
	const echo = context.global.getSync('echo', { reference: true });
	const raw = () => echo.applySync(undefined, [new ivm.ExternalCopy(value).copyInto({ release: true })], { result: { copy: true } });
	return [
		{ name: 'host', batch: 1, run: () => value.slice() },
		{ name: 'isolated-vm in and out', batch: 1, run: raw },
		...sessionContenders(value, 1),
	];
}

const against = new Map(
	['', 'QuickJS '].flatMap((engine) => [
		[`${engine}encode plain`, `${engine}JSON stringify`] as const,
		[`${engine}encode graph`, `${engine}JSON stringify`] as const,
		[`${engine}decode plain`, `${engine}JSON parse`] as const,
		[`${engine}decode plain, walked`, `${engine}JSON parse`] as const,
		[`${engine}decode graph`, `${engine}JSON parse`] as const,
		[`${engine}structuredClone`, `${engine}JSON stringify`] as const,
	]),
);

for (const [title, bytes, batch, rounds] of [
	['1 KB', 1000, 100, 40],
	['98 KB', 100_000, 4, 40],
	['10 MB', 10 * 2 ** 20, 1, 4],
] as const) {
	const contenders = [...hostContenders(bytes, batch), ...(bytes < 1e6 ? await guestContenders(bytes, batch) : [])];
	process.stdout.write(`${report(title, await measure(contenders, { rounds, atMostMs: 15_000 }), against)}\n\n`);
}

const raw = ['isolated-vm in and out', 'isolated-vm, raw JSON in and out', 'quickjs-wasi, raw JSON in and out'];
const besideHost = new Map([...sessions.flatMap(({ name }) => [`${name} in`, `${name} in and out`]), ...raw].map((name) => [name, 'host']));
for (const [title, contenders, rounds] of [
	['through a session, 1 KB', textContenders(1_000, 50), 40],
	['through a session, 98 KB', textContenders(100_000, 2), 40],
	['through a session, 10 MB', textContenders(10 * 2 ** 20, 1), 3],
	['through a session, 10 MB of bytes', byteContenders(10 * 2 ** 20), 20],
] as const) {
	process.stdout.write(`${report(title, await measure(contenders, { rounds, atMostMs: 15_000 }), besideHost)}\n\n`);
}
for (const { session } of sessions) await session.close();

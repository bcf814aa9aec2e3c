import { type Case, throws, webTable } from './table.ts';

/** Gives what a stream gives, as a list. */
const all = `const all = async (stream) => { const list = []; for await (const chunk of stream) list.push(chunk); return list };`;

const cases: readonly Case[] = [
	[
		`const { readable, writable } = new TextDecoderStream(); readable.getReader().read().catch(() => {}); await writable.getWriter().write(undefined)`,
		throws('TypeError'),
	],
	[`${all} return all(new ReadableStream({ start(c) { c.enqueue(1); c.enqueue('b'); c.close() } }))`, [1, 'b']],
	[`${all} let n = 0; return all(new ReadableStream({ pull(c) { if (n === 3) c.close(); else c.enqueue(n++) } }))`, [0, 1, 2]],
	[`${all} return all(ReadableStream.from([1, 2]))`, [1, 2]],
	[`${all} return all(ReadableStream.from((async function* () { yield 'a'; yield 'b' })()))`, ['a', 'b']],
	[
		`const r = new ReadableStream({ start(c) { c.enqueue(1); c.close() } }).getReader(); return [await r.read(), await r.read()]`,
		[
			{ value: 1, done: false },
			{ value: undefined, done: true },
		],
	],
	[`const r = new ReadableStream({ start(c) { c.close() } }).getReader(); await r.closed; return 'closed'`, 'closed'],
	[`const r = new ReadableStream({ start(c) { c.error(new RangeError('r')) } }).getReader(); await r.read()`, throws('RangeError')],
	[`await new ReadableStream({ start() { throw new RangeError('r') } })`, throws('RangeError')],
	[`await new ReadableStream({ pull() { throw new RangeError('r') } }).getReader().read()`, throws('RangeError')],
	[`const s = new ReadableStream(); s.getReader(); return s.locked`, true],
	[`const s = new ReadableStream(); s.getReader(); s.getReader()`, throws('TypeError')],
	[`const s = new ReadableStream(); const r = s.getReader(); r.releaseLock(); return s.locked`, false],
	[`const seen = []; const s = new ReadableStream({ cancel(reason) { seen.push(reason) } }); await s.cancel('why'); return seen`, ['why']],
	[
		`const s = new ReadableStream({ start(c) { c.enqueue(1); c.close() } }); const [a, b] = s.tee(); return [(await a.getReader().read()).value, (await b.getReader().read()).value]`,
		[1, 1],
	],
	[
		`const seen = []; const s = new ReadableStream({ start(c) { seen.push(c.desiredSize); c.enqueue('x'); seen.push(c.desiredSize) } }, { highWaterMark: 3 }); return seen`,
		[3, 2],
	],
	[
		`const seen = []; new ReadableStream({ start(c) { c.enqueue(new Uint8Array(4)); seen.push(c.desiredSize) } }, new ByteLengthQueuingStrategy({ highWaterMark: 10 })); return seen`,
		[6],
	],
	[`const c = new CountQueuingStrategy({ highWaterMark: 5 }); return [c.highWaterMark, c.size('x')]`, [5, 1]],
	[`const b = new ByteLengthQueuingStrategy({ highWaterMark: 5 }); return [b.highWaterMark, b.size(new Uint8Array(3))]`, [5, 3]],
	[`new CountQueuingStrategy()`, throws('TypeError')],
	[`new ReadableStream({}, { highWaterMark: -1 })`, throws('RangeError')],
	[`const s = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } }); for await (const x of s) { return [x, s.locked] }`, [1, true]],
	[
		`const s = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2) } }); for await (const x of s.values({ preventCancel: true })) break; return (await s.getReader().read()).value`,
		2,
	],
	[
		`const s = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array([1, 2, 3])); c.close() } }); const r = s.getReader({ mode: 'byob' }); const { value } = await r.read(new Uint8Array(2)); return [...value]`,
		[1, 2],
	],
	[
		`const s = new ReadableStream({ type: 'bytes', pull(c) { c.byobRequest.view[0] = 9; c.byobRequest.respond(1) } }); const { value } = await s.getReader({ mode: 'byob' }).read(new Uint8Array(4)); return [...value]`,
		[9],
	],
	[`new ReadableStream().getReader({ mode: 'byob' })`, throws('TypeError')],
	[
		`const seen = []; const w = new WritableStream({ write(chunk) { seen.push(chunk) }, close() { seen.push('end') } }).getWriter(); await w.write(1); await w.write(2); await w.close(); return seen`,
		[1, 2, 'end'],
	],
	[
		`const w = new WritableStream({ write() { throw new RangeError('r') } }).getWriter(); w.closed.catch(() => {}); w.ready.catch(() => {}); await w.write(1)`,
		throws('RangeError'),
	],
	[
		`const seen = []; const w = new WritableStream({ abort(reason) { seen.push(reason) } }).getWriter(); w.closed.catch(() => {}); w.ready.catch(() => {}); await w.abort('why'); return seen`,
		['why'],
	],
	[
		`const seen = []; const s = new WritableStream({ start(c) { seen.push(c.signal instanceof AbortSignal, c.signal.aborted) } }); return seen`,
		[true, false],
	],
	[`const w = new WritableStream().getWriter(); const before = w.desiredSize; w.write(1); return [before, w.desiredSize]`, [1, 0]],
	[`const w = new WritableStream().getWriter(); await w.close(); await w.write(1)`, throws('TypeError')],
	[
		`const seen = []; await new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close() } }).pipeTo(new WritableStream({ write(x) { seen.push(x) } })); return seen`,
		[1, 2],
	],
	[
		`const c = new AbortController(); const p = new ReadableStream().pipeTo(new WritableStream(), { signal: c.signal }); c.abort(); await p`,
		throws('AbortError'),
	],
	[
		`${all} const upper = new TransformStream({ transform(x, c) { c.enqueue(x.toUpperCase()) }, flush(c) { c.enqueue('!') } }); return all(new ReadableStream({ start(c) { c.enqueue('a'); c.close() } }).pipeThrough(upper))`,
		['A', '!'],
	],
	[`${all} const t = new TransformStream(); const w = t.writable.getWriter(); w.write(1); w.close(); return all(t.readable)`, [1]],
	[
		`const t = new TransformStream({ start(c) { c.error(new RangeError('r')) } }); await t.readable.getReader().read()`,
		throws('RangeError'),
	],
	[`const t = new TransformStream({ start(c) { c.terminate() } }); return (await t.readable.getReader().read()).done`, true],
	[
		`${all} return (await all(ReadableStream.from(['a', 'é', '\\ud83d', '\\ude00', '\\ud800']).pipeThrough(new TextEncoderStream()))).map((chunk) => [...chunk])`,
		[[97], [195, 169], [240, 159, 152, 128], [239, 191, 189]],
	],
	[
		`${all} return all(ReadableStream.from([[0xe2], [0x82, 0xac, 65]].map((x) => new Uint8Array(x))).pipeThrough(new TextDecoderStream()))`,
		['€A'],
	],
	[
		`${all} return all(ReadableStream.from([new Uint8Array([0xff])]).pipeThrough(new TextDecoderStream('utf-8', { fatal: true })))`,
		throws('TypeError'),
	],
	[
		`const d = new TextDecoderStream('utf-16le'); return [d.encoding, d.fatal, d.ignoreBOM, new TextEncoderStream().encoding]`,
		['utf-16le', false, false, 'utf-8'],
	],
	[
		`[ReadableStream, WritableStream, TransformStream, ReadableStreamDefaultReader, WritableStreamDefaultWriter, TextEncoderStream].map((Class) => Class.name)`,
		[
			'ReadableStream',
			'WritableStream',
			'TransformStream',
			'ReadableStreamDefaultReader',
			'WritableStreamDefaultWriter',
			'TextEncoderStream',
		],
	],
	[`Object.prototype.toString.call(new ReadableStream())`, '[object ReadableStream]'],
	[`new ReadableStreamDefaultController()`, throws('TypeError')],
	[`ReadableStream.prototype.getReader.call({})`, throws('TypeError')],
];

webTable('streams', cases);

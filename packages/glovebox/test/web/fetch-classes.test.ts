import { type Case, throws, webTable } from './table.ts';

const headers: readonly Case[] = [
	[
		`const seen = []; const init = new Proxy({ b: 1, a: 2 }, { get(t, k) { seen.push(['get', String(k)]); return t[k] }, ownKeys(t) { seen.push(['keys']); return Reflect.ownKeys(t) } }); new Headers(init); return seen`,
		[['get', 'Symbol(Symbol.iterator)'], ['keys'], ['get', 'b'], ['get', 'a']],
	],
	[
		`const from = new Headers({ a: '1' }); from[Symbol.iterator] = function* () { yield ['test', 'x'] }; return [...new Headers(from)]`,
		[['test', 'x']],
	],
	[`new Headers({ [Symbol('s')]: 'x' })`, throws('TypeError')],
	[
		`[...new Headers({ B: '1', a: ' 2 ' })]`,
		[
			['a', '2'],
			['b', '1'],
		],
	],
	[`[...new Headers([['a', '1'], ['A', '2']])]`, [['a', '1, 2']]],
	[`[...new Headers(new Headers({ x: 'y' }))]`, [['x', 'y']]],
	[`[...new Headers()]`, []],
	[`[...new Headers(undefined)]`, []],
	[`new Headers(null)`, throws('TypeError')],
	[`new Headers('x')`, throws('TypeError')],
	[`new Headers([['a']])`, throws('TypeError')],
	[`new Headers({ 'a b': '1' })`, throws('TypeError')],
	[`new Headers({ '': '1' })`, throws('TypeError')],
	[`new Headers({ a: 'x\\ny' })`, throws('TypeError')],
	[`new Headers({ a: 'x\\0y' })`, throws('TypeError')],
	[`new Headers({ a: '€' })`, throws('TypeError')],
	[`new Headers({ a: '\\n x\\t' }).get('A')`, 'x'],
	[`new Headers({ a: 'é' }).get('a')`, 'é'],
	[`const h = new Headers(); h.append('a', 1); h.append('A', 2); return h.get('a')`, '1, 2'],
	[`new Headers().get('a')`, null],
	[`new Headers({ a: '' }).get('a')`, ''],
	[`new Headers().get('a b')`, throws('TypeError')],
	[`const h = new Headers({ a: '1' }); h.set('A', '2'); return [...h]`, [['a', '2']]],
	[
		`const h = new Headers([['a', '1'], ['b', '2'], ['a', '3']]); h.set('a', '4'); return [...h]`,
		[
			['a', '4'],
			['b', '2'],
		],
	],
	[`const h = new Headers({ a: '1' }); h.delete('A'); h.delete('x'); return h.has('a')`, false],
	[`new Headers({ 'X-y': '1' }).has('x-Y')`, true],
	[
		`const h = new Headers(); h.append('set-cookie', 'a=1'); h.append('Set-Cookie', 'b=2'); return [h.getSetCookie(), h.get('set-cookie'), [...h]]`,
		[
			['a=1', 'b=2'],
			'a=1, b=2',
			[
				['set-cookie', 'a=1'],
				['set-cookie', 'b=2'],
			],
		],
	],
	[`[...new Headers({ b: '1', a: '2' }).keys()]`, ['a', 'b']],
	[`[...new Headers({ b: '1', a: '2' }).values()]`, ['2', '1']],
	[`const seen = []; new Headers({ a: '1' }).forEach((value, name) => seen.push(name, value)); return seen`, ['a', '1']],
	[`new Headers().append('a')`, throws('TypeError')],
	[`Object.prototype.toString.call(new Headers())`, '[object Headers]'],
];

const requests: readonly Case[] = [
	...["cache: 'x'", "credentials: 'x'", "mode: 'navigate'", "referrerPolicy: 'x'", "priority: 'x'", "duplex: 'full'", 'window: {}'].map(
		(init): Case => [`new Request('http://h', { ${init} })`, throws('TypeError')],
	),
	[`new Request('http://h', { referrer: 'http://:x' })`, throws('TypeError')],
	[`new Request('http://h', { cache: 'only-if-cached' })`, throws('TypeError')],
	[`const r = new Request('http://h', { priority: 'high', window: null, cache: 'no-store' }); return r.cache`, 'no-store'],
	[
		`const a = new Request('http://h', { method: 'POST', body: 'x' }); const { body } = a; const b = new Request(a); return [b.body === body, a.bodyUsed, body.locked, await b.text()]`,
		[false, true, true, 'x'],
	],
	[
		`const body = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('x')); c.close() } }); const a = new Request('http://h', { method: 'POST', body, duplex: 'half' }); const b = new Request(a); return [b.body === body, a.bodyUsed, body.locked, await b.text()]`,
		[false, true, true, 'x'],
	],
	[
		`const r = new Request('http://h/a?b#c'); return [r.url, r.method, r.redirect, r.body, r.bodyUsed, r.mode, r.credentials, r.cache, r.referrer, r.integrity, r.keepalive]`,
		['http://h/a?b#c', 'GET', 'follow', null, false, 'cors', 'same-origin', 'default', 'about:client', '', false],
	],
	[
		`['get', 'Post', 'PUT', 'delete', 'head', 'options', 'patch', 'custom'].map((method) => new Request('http://h', { method }).method)`,
		['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'patch', 'custom'],
	],
	[`new Request('/relative')`, throws('TypeError')],
	[`new Request('http://u:p@h/')`, throws('TypeError')],
	[`new Request()`, throws('TypeError')],
	[`new Request('http://h', { method: 'TRACE' })`, throws('TypeError')],
	[`new Request('http://h', { method: 'a b' })`, throws('TypeError')],
	[`new Request('http://h', { body: 'x' })`, throws('TypeError')],
	[`new Request('http://h', { method: 'HEAD', body: 'x' })`, throws('TypeError')],
	[`new Request('http://h', { redirect: 'maybe' })`, throws('TypeError')],
	[`new Request('http://h', { signal: {} })`, throws('TypeError')],
	[`new Request(new URL('http://h')).url`, 'http://h/'],
	[
		`const r = new Request('http://h', { method: 'POST', body: 'x' }); return [r.headers.get('content-type'), await r.text(), r.bodyUsed]`,
		['text/plain;charset=UTF-8', 'x', true],
	],
	[`new Request('http://h', { method: 'POST', body: 'x', headers: { 'content-type': 'a/b' } }).headers.get('content-type')`, 'a/b'],
	[
		`const r = new Request('http://h', { method: 'POST', body: new URLSearchParams('a=1') }); return [r.headers.get('content-type'), await r.text()]`,
		['application/x-www-form-urlencoded;charset=UTF-8', 'a=1'],
	],
	[`new Request('http://h', { method: 'POST', body: new Blob(['x'], { type: 'c/d' }) }).headers.get('content-type')`, 'c/d'],
	[`new Request('http://h', { method: 'POST', body: new Uint8Array([1]) }).headers.get('content-type')`, null],
	[`new Request('http://h', { method: 'POST', body: new ReadableStream() })`, throws('TypeError')],
	[
		`const a = new Request('http://h', { method: 'POST', body: 'x', headers: { y: 'z' } }); const b = new Request(a); return [b.method, b.headers.get('y'), await b.text(), a.bodyUsed]`,
		['POST', 'z', 'x', true],
	],
	[
		`const a = new Request('http://h', { method: 'POST', body: 'x' }); const b = new Request(a, { method: 'PUT', body: 'y' }); return [b.method, await b.text(), a.bodyUsed]`,
		['PUT', 'y', false],
	],
	[
		`const a = new Request('http://h', { method: 'POST', body: 'x' }); const b = a.clone(); return [await a.text(), await b.text(), b.url]`,
		['x', 'x', 'http://h/'],
	],
	[`const a = new Request('http://h', { method: 'POST', body: 'x' }); await a.text(); a.clone()`, throws('TypeError')],
	[`const a = new Request('http://h', { method: 'POST', body: 'x' }); await a.text(); await a.text()`, throws('TypeError')],
	[
		`const c = new AbortController(); const r = new Request('http://h', { signal: c.signal }); c.abort('why'); return [r.signal === c.signal, r.signal.aborted, r.signal.reason]`,
		[false, true, 'why'],
	],
	[`Object.prototype.toString.call(new Request('http://h'))`, '[object Request]'],
];

const responses: readonly Case[] = [
	[`const r = new Response('x'); await r.text(); r.body.getReader()`, throws('TypeError')],
	[
		`const r = new Response(new ReadableStream()); const reader = r.body.getReader(); reader.read().catch(() => {}); return r.bodyUsed`,
		true,
	],
	[`const r = new Response(new ReadableStream()); await r.body.cancel(); return r.bodyUsed`, true],
	[`const r = new Response(new ReadableStream()); await r.body.cancel(); await r.text()`, throws('TypeError')],
	[`const r = new Response('x'); r.body.pipeTo(new WritableStream()); return r.bodyUsed`, true],
	[`const r = new Response('x'); r.body.getReader().releaseLock(); return [r.bodyUsed, await r.text()]`, [false, 'x']],
	[
		`const s = ReadableStream.from([new Uint8Array(1)]); const reader = s.getReader(); await reader.read(); reader.releaseLock(); new Response(s)`,
		throws('TypeError'),
	],
	[
		`const r = new Response(ReadableStream.from([new Uint8Array([1])])); const copy = r.clone(); const [a, b] = await Promise.all([r, copy].map((one) => one.body.getReader().read())); a.value[0] = 2; return b.value[0]`,
		1,
	],
	[
		`const r = new Response(); return [r.status, r.ok, r.statusText, r.type, r.url, r.redirected, r.body, r.bodyUsed]`,
		[200, true, '', 'default', '', false, null, false],
	],
	[
		`const r = new Response('x', { status: 404, statusText: 'Not', headers: { a: 'b' } }); return [r.status, r.ok, r.statusText, r.headers.get('a'), r.headers.get('content-type')]`,
		[404, false, 'Not', 'b', 'text/plain;charset=UTF-8'],
	],
	[`new Response('x', { status: 199 })`, throws('RangeError')],
	[`new Response('x', { status: 600 })`, throws('RangeError')],
	[`new Response('x', { status: 204 })`, throws('TypeError')],
	[`new Response(null, { status: 204 }).status`, 204],
	[`new Response('x', { statusText: 'a\\nb' })`, throws('TypeError')],
	[`await new Response('é').text()`, 'é'],
	[`await new Response('\\ufeffx').text()`, 'x'],
	[`await new Response('{"a":[1]}').json()`, { a: [1] }],
	[`await new Response('{').json()`, throws('SyntaxError')],
	[`[...new Uint8Array(await new Response(new Uint8Array([1, 2])).arrayBuffer())]`, [1, 2]],
	[`[...await new Response('ab').bytes()]`, [97, 98]],
	[`const b = await new Response('ab', { headers: { 'content-type': 'x/y' } }).blob(); return [b.size, b.type]`, [2, 'x/y']],
	[
		`[...await new Response(new URLSearchParams('a=1&b=2')).formData()]`,
		[
			['a', '1'],
			['b', '2'],
		],
	],
	[`await new Response('x').formData()`, throws('TypeError')],
	[`await new Response(null).text()`, ''],
	[`const r = new Response('x'); await r.text(); return r.bodyUsed`, true],
	[`const r = new Response('x'); await r.text(); await r.json()`, throws('TypeError')],
	[`const r = new Response('x'); r.body.getReader(); await r.text()`, throws('TypeError')],
	[`const r = new Response('x'); return r.body === r.body`, true],
	[`let text = ''; for await (const chunk of new Response('abc').body) text += new TextDecoder().decode(chunk); return text`, 'abc'],
	[`const r = new Response('abc'); for await (const chunk of r.body); return r.bodyUsed`, true],
	[`await new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([104, 105])); c.close() } })).text()`, 'hi'],
	[`await new Response(new ReadableStream({ start(c) { c.enqueue('x'); c.close() } })).text()`, throws('TypeError')],
	[`const s = new ReadableStream(); s.getReader(); new Response(s)`, throws('TypeError')],
	[
		`const a = new Response('x', { status: 201, headers: { a: 'b' } }); const b = a.clone(); return [await a.text(), await b.text(), b.status, b.headers.get('a')]`,
		['x', 'x', 201, 'b'],
	],
	[
		`const a = new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.close() } })); const b = a.clone(); return [await a.text(), await b.text()]`,
		['a', 'a'],
	],
	[`const a = new Response('x'); await a.text(); a.clone()`, throws('TypeError')],
	[
		`const r = Response.json({ a: 1 }); return [r.headers.get('content-type'), await r.text(), r.status]`,
		['application/json', '{"a":1}', 200],
	],
	[`Response.json({ a: 1 }, { status: 500, headers: { 'content-type': 'x/y' } }).headers.get('content-type')`, 'x/y'],
	[`Response.json(undefined)`, throws('TypeError')],
	[`const r = Response.error(); return [r.type, r.status, r.ok]`, ['error', 0, false]],
	[`const r = Response.redirect('http://h/x'); return [r.status, r.headers.get('location')]`, [302, 'http://h/x']],
	[`Response.redirect('http://h/x', 200)`, throws('RangeError')],
	[`Response.redirect('nowhere')`, throws('TypeError')],
	[`Response.redirect('http://h').headers.set('a', 'b')`, throws('TypeError')],
	[`Object.prototype.toString.call(new Response())`, '[object Response]'],
];

const forms: readonly Case[] = [
	[
		`const f = new FormData(); f.append('a', 1); f.append('a', 'x'); f.set('b', null); return [...f]`,
		[
			['a', '1'],
			['a', 'x'],
			['b', 'null'],
		],
	],
	[
		`const f = new FormData(); f.append('a', 1); f.append('a', 2); return [f.get('a'), f.getAll('a'), f.get('x'), f.has('a'), f.has('x')]`,
		['1', ['1', '2'], null, true, false],
	],
	[
		`const f = new FormData(); f.append('a', 1); f.append('b', 2); f.append('a', 3); f.set('a', 4); return [...f]`,
		[
			['a', '4'],
			['b', '2'],
		],
	],
	[`const f = new FormData(); f.append('a', 1); f.delete('a'); return [...f.keys()]`, []],
	[
		`const f = new FormData(); f.append('a', new Blob(['x'], { type: 'c/d' })); const file = f.get('a'); return [file instanceof File, file.name, file.type, await file.text()]`,
		[true, 'blob', 'c/d', 'x'],
	],
	[`const f = new FormData(); f.append('a', new File(['x'], 'n'), 'm'); return f.get('a').name`, 'm'],
	[`new FormData().append('a', 'x', 'name')`, throws('TypeError')],
	[`new FormData().append('a')`, throws('TypeError')],
	[`new FormData({})`, throws('TypeError')],
	[
		`const f = new FormData(); f.append('a"b', 'line\\nbreak'); f.append('f', new File(['body'], 'x.txt', { type: 't/p' })); const r = new Response(f); const back = await r.formData(); return [back.get('a"b'), back.get('f').name, back.get('f').type, await back.get('f').text()]`,
		['line\r\nbreak', 'x.txt', 't/p', 'body'],
	],
	[
		`const f = new FormData(); f.append('a', 'b'); return /^multipart\\/form-data; boundary=/.test(new Response(f).headers.get('content-type'))`,
		true,
	],
	[
		`const back = await new Response('--x\\r\\nContent-Disposition: form-data; name="e"\\r\\n\\r\\n\\r\\n--x--\\r\\n', { headers: { 'content-type': 'multipart/form-data; boundary=x' } }).formData(); return [...back]`,
		[['e', '']],
	],
	[`await new Response('nonsense', { headers: { 'content-type': 'multipart/form-data; boundary=x' } }).formData()`, throws('TypeError')],
	[`Object.prototype.toString.call(new FormData())`, '[object FormData]'],
];

webTable('Headers', headers);
webTable('Request', requests);
webTable('Response', responses);
webTable('FormData', forms);

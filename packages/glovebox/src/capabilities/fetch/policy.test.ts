import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkHeaders, readPolicy } from './policy.ts';

function allowed(allow: readonly string[], url: string): boolean {
	try {
		readPolicy({ allow }).check(url);
		return true;
	} catch {
		return false;
	}
}

/** What is allowed, a URL, and whether it may be asked for. */
const rows: readonly (readonly [allow: string, url: string, fits: boolean])[] = [
	['api.test', 'https://api.test/x?y#z', true],
	['api.test', 'http://api.test', true],
	['api.test', 'https://API.TEST:443/', true],
	['api.test', 'http://api.test:443/', false],
	['api.test', 'https://api.test:8443/', false],
	['api.test', 'https://x.api.test/', false],
	['api.test', 'https://api.test.evil.test/', false],
	['api.test', 'https://evil-api.test/', false],
	['api.test', 'https://api.test@evil.test/', false],
	['api.test', 'https://user@api.test/', false],
	['api.test', 'https://:pass@api.test/', false],
	['api.test', 'https://api.test./', false],
	['api.test', 'https:\\\\api.test\\x', true],
	['api.test', 'https:api.test', true],
	['api.test', 'https://evil.test\\@api.test', false],
	['api.test', 'https://api%2etest/', true],
	['api.test', 'https://api。test/', true],
	['api.test', 'ftp://api.test/', false],
	['api.test', 'file:///etc/passwd', false],
	['api.test', 'data:text/plain,x', false],
	['api.test', 'blob:https://api.test/x', false],
	['api.test', 'javascript:1', false],
	['api.test', '//api.test/', false],
	['api.test', '/x', false],
	['api.test', '', false],
	['api.test', 'https://', false],
	['api.test:8080', 'http://api.test:8080/', true],
	['api.test:8080', 'https://api.test:8080/', true],
	['api.test:8080', 'http://api.test/', false],
	['api.test:80', 'http://api.test/', true],
	['https://api.test', 'https://api.test/', true],
	['https://api.test', 'http://api.test/', false],
	['https://api.test:8443', 'https://api.test:8443/', true],
	['*.api.test', 'https://a.api.test/', true],
	['*.api.test', 'https://a.b.api.test/', true],
	['*.api.test', 'https://api.test/', false],
	['*.api.test', 'https://xapi.test/', false],
	['*.api.test', 'https://.api.test/', false],
	['127.0.0.1', 'http://2130706433/', true],
	['127.0.0.1', 'http://0177.0.0.1/', true],
	['127.0.0.1', 'http://0x7f.1/', true],
	['api.test', 'http://2130706433/', false],
	['[::1]:8080', 'http://[0:0:0:0:0:0:0:1]:8080/', true],
	['münchen.test', 'https://xn--mnchen-3ya.test/', true],
];

test('readPolicy() judges a URL by its parts, after the URL standard has parsed it', () => {
	const wrong = rows.filter(([allow, url, fits]) => allowed([allow], url) !== fits);
	assert.deepEqual(wrong, []);
	assert.equal(allowed([], 'https://api.test/'), false);
});

test('readPolicy() refuses entries that are no host', () => {
	for (const entry of ['', '*', '*.', 'http://', 'a b', 'api.test/path', 'api.test?x', 'user@api.test', 'ftp://x', 'a.*.test', 5, null]) {
		assert.throws(() => readPolicy({ allow: [entry as string] }), TypeError, String(entry));
	}
	assert.throws(() => readPolicy({ allow: 'api.test' as never }), TypeError);
});

test('readPolicy() allows the methods that are named, the usual ones in capitals', () => {
	readPolicy({ allow: [], methods: ['get'] }).checkMethod('GET');
	readPolicy({ allow: [], methods: ['purge'] }).checkMethod('purge');
	const { checkMethod } = readPolicy({ allow: [], methods: ['GET'] });
	checkMethod('GET');
	for (const method of ['get', 'POST', 'CONNECT', '', 'GET\r\n']) assert.throws(() => checkMethod(method), { name: 'TypeError' });
	for (const method of ['CONNECT', 'trace', 'Track', 'A B', ''])
		assert.throws(() => readPolicy({ allow: [], methods: [method] }), TypeError);
});

test('readPolicy() adds headers to exactly one origin, and keeps their values out of its errors', () => {
	const { headersFor } = readPolicy({ allow: [], headers: { 'https://api.test': { Authorization: 'secret' } } });
	assert.deepEqual(headersFor(new URL('https://api.test/x')), [['authorization', 'secret']]);
	for (const url of ['http://api.test/', 'https://api.test:8443/', 'https://a.api.test/']) assert.deepEqual(headersFor(new URL(url)), []);
	for (const origin of ['api.test', 'https://api.test/path', 'https://u@api.test', 'ftp://api.test', 'https://*.api.test']) {
		assert.throws(() => readPolicy({ allow: [], headers: { [origin]: {} } }), TypeError, origin);
	}
	for (const fields of [{ host: 'secret' }, { 'x y': 'secret' }, { x: 'secret\r\ny: z' }, { connection: 'secret' }]) {
		const read = () => readPolicy({ allow: [], headers: { 'https://api.test': fields as Record<string, string> } });
		assert.throws(read, (error: Error) => error instanceof TypeError && !error.message.includes('secret'));
	}
});

test('checkHeaders() refuses what is not a guest’s to set', () => {
	checkHeaders([
		['x-a', 'ok \t\xff'],
		['cookie', 'a=1'],
		['authorization', 'mine'],
	]);
	for (const name of [
		'Host',
		'connection',
		'Transfer-Encoding',
		'content-length',
		'TE',
		'upgrade',
		'proxy-authorization',
		'keep-alive',
		'a b',
		'',
		'x:',
	]) {
		assert.throws(() => checkHeaders([[name, 'v']]), { name: 'TypeError' }, name);
	}
	for (const value of ['a\r\nb: c', 'a\0', 'é\u0101', '\x7f']) assert.throws(() => checkHeaders([['x', value]]), { name: 'TypeError' });
});

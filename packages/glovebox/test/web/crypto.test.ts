import { crypto } from 'glovebox/capabilities';
import { type Case, throws, webTable } from './table.ts';

const helpers = `const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
const bytes = (text) => new TextEncoder().encode(text);
const hmacKey = (usages = ['sign', 'verify'], extractable = true) => crypto.subtle.importKey('raw', bytes('Jefe'), { name: 'HMAC', hash: 'SHA-256' }, extractable, usages);
const aesKey = () => crypto.subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, ['encrypt', 'decrypt']);
const iv = new Uint8Array(12);`;

const ready = (source: string, expected: unknown): Case => [`${helpers}\nreturn ${source}`, expected];
const steps = (source: string, expected: unknown): Case => [`${helpers}\n${source}`, expected];

const cases: readonly Case[] = [
	ready(`[crypto instanceof Crypto, crypto.subtle instanceof SubtleCrypto, (await aesKey()) instanceof CryptoKey]`, [true, true, true]),
	steps(`const key = await aesKey(); return [key.usages === key.usages, key.algorithm === key.algorithm]`, [true, true]),
	...['Crypto', 'CryptoKey', 'SubtleCrypto'].map((name) => ready(`new ${name}()`, throws('TypeError'))),
	ready(`crypto.getRandomValues(new Uint8Array(32)).some((byte) => byte !== 0)`, true),
	steps(`const list = new Uint32Array(4); return crypto.getRandomValues(list) === list && list.some((n) => n > 255)`, true),
	steps(
		`const all = new Uint8Array(8); crypto.getRandomValues(all.subarray(4)); return all.subarray(0, 4).every((byte) => byte === 0)`,
		true,
	),
	ready(`crypto.getRandomValues(new Uint8Array(0)).length`, 0),
	ready(`crypto.getRandomValues(new BigInt64Array(1)).length`, 1),
	ready(`crypto.getRandomValues(new Uint8Array(65_537))`, throws('QuotaExceededError')),
	ready(`crypto.getRandomValues(new Float32Array(1))`, throws('TypeMismatchError')),
	ready(`crypto.getRandomValues(new Uint8Array(65_536)).length`, 65_536),
	ready(`/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())`, true),
	ready(`crypto.randomUUID() === crypto.randomUUID()`, false),
	ready(`Object.prototype.toString.call(crypto)`, '[object Crypto]'),
	ready(`Object.prototype.toString.call(crypto.subtle)`, '[object SubtleCrypto]'),
	ready(`crypto.subtle === crypto.subtle`, true),
	ready(`new crypto.constructor()`, throws('TypeError')),
	ready(`hex(await crypto.subtle.digest('SHA-256', bytes('abc')))`, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
	ready(`hex(await crypto.subtle.digest({ name: 'sha-1' }, bytes('abc').buffer))`, 'a9993e364706816aba3e25717850c26c9cd0d89d'),
	ready(`(await crypto.subtle.digest('SHA-512', new Uint8Array())) instanceof ArrayBuffer`, true),
	ready(`(await crypto.subtle.digest('SHA-384', new Uint8Array())).byteLength`, 48),
	ready(`await crypto.subtle.digest('MD5', bytes('abc'))`, throws('NotSupportedError')),
	ready(`await crypto.subtle.digest('SHA-256', 'abc')`, throws('TypeError')),
	ready(`await crypto.subtle.digest('SHA-256')`, throws('TypeError')),
	ready(
		`hex(await crypto.subtle.sign('HMAC', await hmacKey(), bytes('what do ya want for nothing?')))`,
		'5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
	),
	steps(
		`const key = await hmacKey(); return crypto.subtle.verify('HMAC', key, await crypto.subtle.sign('HMAC', key, bytes('x')), bytes('x'))`,
		true,
	),
	steps(
		`const key = await hmacKey(); return crypto.subtle.verify('HMAC', key, await crypto.subtle.sign('HMAC', key, bytes('x')), bytes('y'))`,
		false,
	),
	ready(`await crypto.subtle.verify('HMAC', await hmacKey(), new Uint8Array(3), bytes('y'))`, false),
	ready(`await crypto.subtle.sign('HMAC', await hmacKey(['verify']), bytes('x'))`, throws('InvalidAccessError')),
	ready(`await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await hmacKey(), bytes('x'))`, throws('InvalidAccessError')),
	steps(`const key = await hmacKey(); return [key.type, key.extractable, key.algorithm, key.usages]`, [
		'secret',
		true,
		{ name: 'HMAC', length: 32, hash: { name: 'SHA-256' } },
		['sign', 'verify'],
	]),
	ready(`hex(await crypto.subtle.exportKey('raw', await hmacKey()))`, '4a656665'),
	ready(`await crypto.subtle.exportKey('raw', await hmacKey(['sign'], false))`, throws('InvalidAccessError')),
	ready(`await crypto.subtle.exportKey('jwk', await hmacKey())`, {
		key_ops: ['sign', 'verify'],
		ext: true,
		kty: 'oct',
		k: 'SmVmZQ',
		alg: 'HS256',
	}),
	ready(
		`hex(await crypto.subtle.exportKey('raw', await crypto.subtle.importKey('jwk', { kty: 'oct', k: 'SmVmZQ' }, { name: 'HMAC', hash: 'SHA-1' }, true, ['sign'])))`,
		'4a656665',
	),
	ready(`await crypto.subtle.importKey('raw', new Uint8Array(), { name: 'HMAC', hash: 'SHA-1' }, true, ['sign'])`, throws('DataError')),
	ready(`await crypto.subtle.importKey('raw', new Uint8Array(5), 'AES-GCM', true, ['encrypt'])`, throws('DataError')),
	ready(`await crypto.subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, ['sign'])`, throws('SyntaxError')),
	ready(`await crypto.subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, [])`, throws('SyntaxError')),
	ready(`await crypto.subtle.importKey('raw', new Uint8Array(16), 'nothing', true, [])`, throws('NotSupportedError')),
	steps(
		`const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']); return (await crypto.subtle.exportKey('raw', key)).byteLength`,
		32,
	),
	steps(
		`const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-512' }, true, ['sign']); return [key.algorithm.length, key.algorithm.hash.name]`,
		[1_024, 'SHA-512'],
	),
	ready(`await crypto.subtle.generateKey({ name: 'AES-GCM', length: 100 }, true, ['encrypt'])`, throws('OperationError')),
	ready(
		`hex(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await aesKey(), new Uint8Array(16)))`,
		'0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf',
	),
	steps(
		`const key = await aesKey(); const how = { name: 'AES-GCM', iv, additionalData: bytes('a'), tagLength: 96 }; return new TextDecoder().decode(await crypto.subtle.decrypt(how, key, await crypto.subtle.encrypt(how, key, bytes('secret'))))`,
		'secret',
	),
	steps(
		`const key = await aesKey(); const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes('x'))); sealed[0] ^= 1; return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)`,
		throws('OperationError'),
	),
	ready(`await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await aesKey(), new Uint8Array(3))`, throws('OperationError')),
	ready(`await crypto.subtle.encrypt({ name: 'AES-GCM', iv, tagLength: 5 }, await aesKey(), new Uint8Array(3))`, throws('OperationError')),
	ready(`await crypto.subtle.encrypt({ name: 'AES-GCM' }, await aesKey(), new Uint8Array(3))`, throws('TypeError')),
	ready(`await crypto.subtle.sign('HMAC', {}, new Uint8Array(3))`, throws('TypeError')),
];

webTable('crypto', cases, { capabilities: { crypto: crypto() } });

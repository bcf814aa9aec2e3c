import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, hostFunction, PublicError } from 'glovebox';
import { clock, crypto, env, fetch, files, kv, log, type LogEntry, random, revocable } from 'glovebox/capabilities';
import { attempt, sandboxWith } from './test/sandbox.ts';

test('clock() shows time no finer than its resolution', async () => {
	await using sandbox = sandboxWith({ clock: clock({ resolutionMs: 1_000 }), fine: clock() });
	const before = Date.now();
	const [now, part, elapsed] = await sandbox.evaluate<number[]>('[clock.now(), fine.now() % 1, fine.elapsed() % 1]');
	assert.deepEqual([(now ?? 0) % 1_000, part, elapsed], [0, 0, 0]);
	assert.ok(Math.abs((now ?? 0) - before) < 2_000);
});

test('random() gives bytes, integers below a bound and UUIDs, and counts the bytes', async () => {
	const granted = random();
	await using sandbox = sandboxWith({ random: granted });
	const source = `
		const twice = [random.bytes(16), random.bytes(16)];
		const integers = Array.from({ length: 200 }, () => random.integer(3));
		[twice.map(String)[0] !== twice.map(String)[1], new Set(integers).size, random.uuid(), random.bytes(0).length]`;
	const [differ, kinds, uuid, none] = await sandbox.evaluate<[boolean, number, string, number]>(source);
	assert.deepEqual([differ, kinds, none], [true, 3, 0]);
	assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	assert.equal(granted.usage().bytesOut, 32);
});

test('env() gives the values that were named and undefined for every other name', async () => {
	process.env['GLOVEBOX_TEST_ONE'] = '1';
	process.env['GLOVEBOX_TEST_TWO'] = '2';
	await using sandbox = sandboxWith({ env: env(['GLOVEBOX_TEST_ONE', 'GLOVEBOX_TEST_NONE']), own: env({ REGION: 'eu' }) });
	process.env['GLOVEBOX_TEST_ONE'] = 'changed later';
	const source = `[...['GLOVEBOX_TEST_ONE', 'GLOVEBOX_TEST_TWO', 'GLOVEBOX_TEST_NONE', '__proto__', 'constructor', 'PATH'].map((name) => env.get(name)),
		env.names(), own.get('REGION')]`;
	const none = undefined;
	assert.deepEqual(await sandbox.evaluate(source), ['1', none, none, none, none, none, ['GLOVEBOX_TEST_ONE'], 'eu']);
	assert.throws(() => env({ a: 1 } as never), new TypeError('granted.a must be a string'));
	assert.throws(() => env([1] as never), TypeError);
});

test('log() hands entries to the host with what the sandbox says of the run, and refuses one that is too large', async () => {
	const entries: LogEntry[] = [];
	const granted = log({ write: (entry) => void entries.push(entry), entryBytes: 64 });
	await using sandbox = sandboxWith({ log: granted });
	const source = `await log.info('line one\\nline two', { n: 1, on: true, none: null }); await log.error('last');
		${attempt('log.warn("x".repeat(65))')}`;
	const value = await sandbox.evaluate(source, { tenant: 'ann' });
	assert.equal(value, 'RangeError: Cannot log: an entry has at most 64 bytes');
	const seen = entries.map(({ level, message, fields, tenant }) => [level, message, fields, tenant]);
	assert.deepEqual(seen, [
		['info', 'line one\nline two', { n: 1, on: true, none: null }, 'ann'],
		['error', 'last', {}, 'ann'],
	]);
	assert.ok(entries.every(({ at, runId }) => at instanceof Date && runId === entries[0]?.runId));
});

test('crypto() digests, signs, encrypts and decrypts as node:crypto and the web say', async () => {
	const granted = crypto();
	await using sandbox = sandboxWith({ vault: granted });
	const source = `
		const bytes = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));
		const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
		const none = new Uint8Array();
		const [key, iv] = [new Uint8Array(32).fill(1), new Uint8Array(12).fill(2)];
		const sealed = await vault.encryptAesGcm(key, iv, bytes('attack at dawn'), bytes('header'), 128);
		const opened = await vault.decryptAesGcm(key, iv, sealed, bytes('header'), 128);
		sealed[0] ^= 1;
		[
			hex(await vault.digest('SHA-1', bytes('abc'))), hex(await vault.digest('SHA-256', bytes('abc'))),
			hex(await vault.hmac('SHA-256', bytes('Jefe'), bytes('what do ya want for nothing?'))),
			(await vault.digest('SHA-384', none)).length, (await vault.digest('SHA-512', none)).length,
			sealed.length, String.fromCharCode(...opened), vault.randomBytes(7).length,
			${attempt('vault.decryptAesGcm(key, iv, sealed, bytes("header"), 128)')},
			${attempt('vault.decryptAesGcm(key, iv, none, none, 128)')},
			${attempt('vault.encryptAesGcm(new Uint8Array(5), iv, none, none, 128)')},
			${attempt('vault.encryptAesGcm(key, none, none, none, 128)')},
			${attempt('vault.encryptAesGcm(key, iv, none, none, 64)')},
		]`;
	assert.deepEqual(await sandbox.evaluate(source), [
		'a9993e364706816aba3e25717850c26c9cd0d89d',
		'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
		'5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
		48,
		64,
		30,
		'attack at dawn',
		7,
		'OperationError: The data does not authenticate',
		'OperationError: The data does not authenticate',
		'OperationError: A key of AES-GCM has 16, 24 or 32 bytes',
		'OperationError: The iv of AES-GCM is empty',
		'OperationError: The tag length of AES-GCM is one of 96, 104, 112, 120, 128 bits',
	]);
	assert.ok(granted.usage().bytesIn > 0 && granted.usage().failed === 5);
});

test('revocable() ends calls in flight, aborts their signals, refuses later ones, and counts', async () => {
	const reached = Promise.withResolvers<void>();
	const aborted = Promise.withResolvers<unknown>();
	const wait = hostFunction({
		handler: (_info: unknown, { signal }: { readonly signal: AbortSignal }) => {
			reached.resolve();
			signal.addEventListener('abort', () => aborted.resolve(signal.reason));
			return new Promise(() => undefined);
		},
	});
	const granted = revocable({ wait, now: hostFunction({ sync: true, handler: () => 1 }), deep: { echo: (value: unknown) => value } });
	await using sandbox = sandboxWith({ slow: granted });
	const ended = sandbox.run(`const first = [slow.now(), await slow.deep.echo('e')];
		[...first, ${attempt('slow.wait(0)')}, ${attempt('slow.now()')}, ${attempt('slow.deep.echo(1)')}]`);
	await reached.promise;
	assert.equal(granted.usage().inFlight, 1);
	granted.revoke('No more');
	const outcome = await ended;
	const refused = 'RevokedError: No more';
	assert.deepEqual(outcome.ok && outcome.value, [1, 'e', refused, refused, refused]);
	assert.equal(String(await aborted.promise), refused);
	assert.deepEqual(granted.usage(), { calls: 5, failed: 3, inFlight: 0, bytesIn: 0, bytesOut: 0, revoked: true });
	assert.deepEqual(
		outcome.calls.map(({ path, ok }) => [path, ok]),
		[
			['slow.now', true],
			['slow.deep.echo', true],
			['slow.wait', false],
			['slow.now', false],
			['slow.deep.echo', false],
		],
	);
});

test('revocable() shows the guest the functions alone, and calls onRevoke once', () => {
	let closed = 0;
	const granted = revocable(
		{ f: () => 1 },
		{
			onRevoke: () => {
				closed += 1;
			},
		},
	);
	assert.deepEqual(Object.keys(granted), ['f']);
	granted.revoke();
	granted.revoke();
	granted[Symbol.dispose]();
	assert.equal(closed, 1);
	assert.throws(() => revocable({ usage: () => 1 }), TypeError);
});

test('revocable() bounds the calls of one run that are in flight, and frees what has ended', async () => {
	const releases: (() => void)[] = [];
	const wait = hostFunction({
		handler: (held: boolean) => {
			if (!held) throw new PublicError('at once', { name: 'Refused' });
			return new Promise<void>((resolve) => void releases.push(resolve));
		},
	});
	const release = hostFunction({ handler: () => void releases.shift()?.() });
	await using sandbox = sandboxWith({ slow: revocable({ wait }, { concurrent: 2 }), release });
	const source = `const name = (error) => error.name;
		const first = slow.wait(true), second = slow.wait(true);
		const seen = [await slow.wait(true).catch(name), await slow.wait(false).catch(name)];
		await release(); await first;
		seen.push(await slow.wait(false).catch(name), await slow.wait(false).catch(name));
		await release(); await second; seen`;
	const expected = ['QuotaExceededError', 'QuotaExceededError', 'Refused', 'Refused'];
	const both = await Promise.all([sandbox.evaluate(source), sandbox.evaluate(source)]);
	assert.deepEqual(both, [expected, expected]);
});

function inNames(name: string, caller: string, names: string): string {
	return `options.${name} is no option of ${caller}; the options are ${names}`;
}

test('options of capabilities are refused by name', () => {
	assert.throws(() => clock({ resolution: 1 } as never), /options\.resolution is no option of clock/);
	assert.throws(() => clock({ resolutionMs: 0 }), new RangeError('options.resolutionMs must be a number above 0'));
	assert.throws(() => log({} as never), new TypeError('options.write must be a function'));
	assert.throws(() => random({ hostCalls: -1 }), new RangeError('options.hostCalls must be a number above 0'));
	const allow = ['api.example.com'];
	const wrong: readonly (readonly [make: () => unknown, message: string])[] = [
		[() => fetch({ allow, resolve: 5 as never }), 'options.resolve must be a function that gives the addresses of a name'],
		[() => fetch({ allow, certificates: 'PEM' as never }), 'options.certificates must be an array of certificates in PEM'],
		[
			() => fetch({ allow, headers: { 'https://a.test': 'token' as never } }),
			'options.headers["https://a.test"] must be a record of fields',
		],
		[() => kv({ store: {} as never }), 'options.store must be a store, such as memoryStore() or sqliteStore(path)'],
		[() => revocable({ send: 5 as never }), 'functions.send must be a function, a hostFunction or an object of them'],
		[() => hostFunction({ handler: () => 1, inptu: 1 } as never), inNames('inptu', 'hostFunction', 'input, output, sync, limits, handler')],
		[() => compile('1', { knd: 'script' } as never), inNames('knd', 'compile', 'filename, kind, language')],
	];
	for (const [make, message] of wrong) assert.throws(make, new TypeError(message));
	assert.throws(() => files({ folder: '.', quotaBytes: -1 }), new RangeError('options.quotaBytes must be a number above 0'));
});

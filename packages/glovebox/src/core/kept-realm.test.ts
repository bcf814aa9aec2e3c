import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from '../create-sandbox.ts';
import { type Engine, isolate, nodeVm, quickjs, subprocess } from '../engines/index.ts';
import { type KeptRealm, KeptRealms } from './kept-realm.ts';
import type { Outcome } from './outcome.ts';

const engines: readonly Engine[] = [isolate(), quickjs(), nodeVm(), subprocess(quickjs())];

function valueOf<T>(outcome: Outcome<T>): T {
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}

function sandboxOf(engine: Engine, limits = {}) {
	return createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 5_000, ...limits } });
}

const program = { source: 'let calls = 0; export const next = () => ++calls; export const run = (text) => (0, eval)(text)' };
const [first] = engines as [Engine];

for (const engine of engines) {
	test(`KeptRealm keeps the program's own state on ${engine.name}`, async () => {
		await using sandbox = sandboxOf(engine);
		const realm = new KeptRealms(sandbox).of(program);
		const values = [];
		for (let call = 0; call < 3; call++) values.push(valueOf(await realm.call('next', [])));
		assert.deepEqual(values, [1, 2, 3]);
		assert.equal(sandbox.stats().realms, 1);
	});

	// The class `guest-pollution`: what a call changes is what the next customer's data passes through.
	test(`no call changes what the next one finds on ${engine.name}`, async () => {
		await using sandbox = sandboxOf(engine);
		const realm = new KeptRealms(sandbox).of(program);
		const attacks = [
			'Array.prototype.push = function () { return "stolen" }',
			'Object.defineProperty(Array.prototype, "push", { value: () => "stolen" })',
			'Object.prototype.leak = 1',
			'Object.setPrototypeOf(Array.prototype, { leak: 1 })',
			'globalThis.leak = 1',
			'var leak = 1',
			'function leak() {}',
			'JSON.parse = () => "stolen"',
			'Math = {}',
			'Object.getPrototypeOf(async () => {}).leak = 1',
			'Object.getPrototypeOf(function* () {}).prototype.leak = 1',
			'Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true })',
			'Promise.prototype.then = () => "stolen"',
			'Array.prototype.push.leak = 1',
			'console.log = () => 1',
			'harden.leak = 1',
			'Error.stackTraceLimit = 0; if (Error.stackTraceLimit === 0) Error.prepareStackTrace = () => "stolen"',
		];
		for (const attack of attacks) await realm.call('run', [`"use strict"; try { ${attack} } catch {}`]);
		for (const attack of attacks) await realm.call('run', [attack]);
		const left = '[[].push(1), typeof leak, JSON.parse("1"), Math.max(1), [..."ab"].length, ({}).leak, (() => 1).leak, [].push.leak]';
		assert.deepEqual(valueOf(await realm.call('run', [left])), [1, 'undefined', 1, 1, 2, undefined, undefined, undefined]);
		assert.equal(sandbox.stats().realms, 1);
	});

	// The class `tenant`: what the engine itself remembers.
	test(`the last match and timers are gone on ${engine.name}`, async () => {
		await using sandbox = sandboxOf(engine);
		const realm = new KeptRealms(sandbox).of(program);
		await realm.call('run', ['/(secret)/.exec("a secret"); 0']);
		const seen = '[RegExp.$1, RegExp.input, RegExp.lastMatch, RegExp["$_"], typeof setTimeout, typeof setInterval]';
		assert.deepEqual(valueOf(await realm.call('run', [seen])), [undefined, undefined, undefined, undefined, 'undefined', 'undefined']);
	});

	test(`own properties may be named like those of a frozen prototype on ${engine.name}`, async () => {
		await using sandbox = sandboxOf(engine);
		const realm = new KeptRealms(sandbox).of({
			source: `
				class Failure extends Error { constructor() { super('m'); this.name = 'Failure' } }
				function Old() {}
				Old.prototype = Object.create(Error.prototype);
				Old.prototype.constructor = Old;
				Old.prototype.toString = () => 'old';
				export function assign() {
					const record = {};
					record.toString = () => 'mine';
					record.constructor = 1;
					const list = [];
					list.toString = () => 'listed';
					const error = new Error('x');
					error.message = 'y';
					const call = () => 1;
					call.bind = 2;
					record.constructor = 2;
					return [String(record), Object.keys(record), record.constructor, String(list), error.message, call.bind, new Failure().name, String(new Old())];
				}`,
		});
		const expected = ['mine', ['toString', 'constructor'], 2, 'listed', 'y', 2, 'Failure', 'old'];
		assert.deepEqual(valueOf(await realm.call('assign', [])), expected);
	});

	// Node 26.10 itself aborts under node:test when a vm's timeout ends a call.
	if (engine.name === 'nodeVm') continue;

	test(`a limit ends the realm, and the next call has a new one on ${engine.name}`, async () => {
		await using sandbox = sandboxOf(engine, { wallMs: 1_500 });
		const realm = new KeptRealms(sandbox).of(program);
		await realm.call('next', []);
		const [stopped, next] = await Promise.all([realm.call('run', ['for (;;);']), realm.call('next', [])]);
		assert.equal(stopped.ok ? 'ran' : stopped.error.code, 'GLOVEBOX_LIMIT');
		assert.equal(valueOf(next), 1);
	});
}

test('callSync() answers in the caller’s stack and survives a limit', () => {
	using sandbox = sandboxOf(first, { wallMs: 300 });
	const realm = new KeptRealms(sandbox).of(program);
	const values = [valueOf(realm.callSync('next', [])), valueOf(realm.callSync('next', []))];
	const stopped = realm.callSync('run', ['for (;;);']);
	assert.deepEqual([...values, stopped.ok ? 'ran' : stopped.error.code, valueOf(realm.callSync('next', []))], [1, 2, 'GLOVEBOX_LIMIT', 1]);
});

test('with fresh, each call has a realm of its own', async () => {
	await using sandbox = sandboxOf(first);
	const realms = new KeptRealms(sandbox, { fresh: true });
	const realm = realms.of(program);
	const values = [valueOf(await realm.call('next', [])), valueOf(await realm.call('next', [])), valueOf(realm.callSync('next', []))];
	assert.deepEqual([values, realms.size, sandbox.stats().sessions], [[1, 1, 1], 0, 0]);
});

test('no more realms stay warm than asked for, and the one used longest ago goes first', async () => {
	await using sandbox = sandboxOf(first);
	const realms = new KeptRealms(sandbox, { keep: 2 });
	const [a, b, c] = [realms.of(program), realms.of(program), realms.of(program)] as [KeptRealm, KeptRealm, KeptRealm];
	for (const realm of [a, b, a, c]) await realm.call('next', []);
	assert.deepEqual([a.warm, b.warm, c.warm, sandbox.stats().sessions], [true, false, true, 2]);
	assert.deepEqual([valueOf(await a.call('next', [])), valueOf(await b.call('next', []))], [3, 1]);
});

test('a program that does not parse or throws is the outcome, and nothing stays open', async () => {
	await using sandbox = sandboxOf(first);
	const realms = new KeptRealms(sandbox);
	const codes = [];
	for (const source of ['export const a = ;', 'throw new TypeError("no"); export {}']) {
		const outcome = await realms.of({ source, options: { filename: 'mine.js' } }).call('a', []);
		if (!outcome.ok) codes.push([outcome.error.code, outcome.error.name]);
	}
	const wanted = [
		['GLOVEBOX_GUEST_SYNTAX', 'SyntaxError'],
		['GLOVEBOX_GUEST_THROW', 'TypeError'],
	];
	assert.deepEqual([codes, realms.size, sandbox.stats().sessions], [wanted, 0, 0]);
});

test('harden() freezes what a program hands to others', async () => {
	await using sandbox = sandboxOf(first);
	const source = `
		const shared = harden({ list: [{ n: 1 }], call() {} });
		export function poke() {
			'use strict';
			return [() => { shared.x = 1 }, () => shared.list.push(1), () => { shared.list[0].n = 2 }, () => { shared.call.x = 1 }].map((f) => {
				try { f(); return 'changed' } catch (error) { return error.name }
			});
		}`;
	const realm = new KeptRealms(sandbox).of({ source });
	assert.deepEqual(valueOf(await realm.call('poke', [])), ['TypeError', 'TypeError', 'TypeError', 'TypeError']);
});

test('closed realms refuse calls', async () => {
	await using sandbox = sandboxOf(first);
	const realms = new KeptRealms(sandbox);
	const realm = realms.of(program);
	await realm.call('next', []);
	realms.close();
	realms.close();
	await assert.rejects(realm.call('next', []), { code: 'GLOVEBOX_CLOSED' });
	assert.deepEqual([realm.warm, sandbox.stats().sessions], [false, 0]);
});

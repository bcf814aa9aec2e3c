import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RealmHost } from '../../core/engine.ts';
import type { Message } from '../../core/message.ts';
import type { Program } from '../../core/program.ts';
import { isolate } from '../isolate.ts';

const options = { memoryBytes: 64 * 2 ** 20, stackBytes: undefined, startMs: 10_000 };
const setup: Message = { text: '["setup",{"functions":[],"scalars":1}]', blobs: [] };

function program(source: string): Program {
	return { source, filename: 'guest.js', kind: 'script', language: 'js' };
}

/** Writes down what a realm says. */
function listen(): { readonly said: unknown[]; readonly host: RealmHost } {
	const said: unknown[] = [];
	const host: RealmHost = {
		onMessage: ({ text }) => said.push(JSON.parse(text)),
		onValue: (value) => said.push(['value', value]),
		onIdle: (entries) => said.push(['idle', entries]),
		onAsk: () => assert.fail('nothing is asked'),
		onExit: (exit) => said.push(['exit', exit]),
	};
	return { said, host };
}

test('what a realm is told first reaches the guest with what comes after, and counts as an entry', () => {
	const { said, host } = listen();
	const realm = isolate().startSync?.(options).open({ sync: true }, host);
	realm?.arm({ wallMs: 5_000, cpuMs: undefined });
	realm?.send({ ...setup, text: '["setup",{"functions":[["host.later",0]],"scalars":1}]' });
	assert.deepEqual(said, [['idle', 1]]);
	realm?.start(program('typeof host.later'));
	assert.deepEqual(said.slice(1), [
		['value', 'function'],
		['idle', 2],
	]);
	realm?.close();
});

test('a program that V8 refuses alone is a failure with its place, and the realm goes on', () => {
	const { said, host } = listen();
	const realm = isolate().startSync?.(options).open({ sync: true }, host);
	realm?.arm({ wallMs: 5_000, cpuMs: undefined });
	realm?.send(setup);
	realm?.start(program('1;\n/(?<a>.)(?<a>.)/'));
	realm?.start(program('1 +'));
	realm?.start(program('6 * 7'));
	const [, first, , second, , third] = said as [
		unknown,
		[string, { syntax: unknown }],
		unknown,
		[string, { syntax: unknown }],
		unknown,
		unknown,
	];
	assert.deepEqual(
		[first[0], first[1].syntax, second[0], second[1].syntax, third],
		['fail', { line: 2, column: 1 }, 'fail', { line: 1, column: 4 }, ['value', 42]],
	);
	realm?.close();
});

test('an isolate that guests wait in the host of is entered beside its thread', async () => {
	const { said, host } = listen();
	const carrier = await isolate().start(options);
	const { promise, resolve } = Promise.withResolvers<void>();
	const realm = carrier.open({ sync: false }, { ...host, onIdle: (entries) => (entries === 2 ? resolve() : undefined) });
	realm.arm({ wallMs: 5_000, cpuMs: undefined });
	realm.send(setup);
	realm.start(program('6 * 7'));
	assert.deepEqual(said, []);
	await promise;
	assert.deepEqual(said, [['value', 42]]);
	carrier.close();
});

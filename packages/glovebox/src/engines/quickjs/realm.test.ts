import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message, open, runOnce, startCarrier } from './test/talk.ts';

const carrier = startCarrier();
const run = (source: string) => runOnce(carrier, source).last;

test('start() says the completion value of a script', () => {
	assert.deepEqual(run('1 + 1'), ['done', ['J', 2]]);
	assert.deepEqual(run('if (true) { 42 } else 3'), ['done', ['J', 42]]);
	assert.deepEqual(run('var a = "é\\u{1f600}\\0z"; a'), ['done', ['J', 'é\u{1f600}\0z']]);
});

test('start() keeps lone surrogates of the source and of the value', () => {
	assert.deepEqual(run('"\ud800x" === "\\ud800x" && "\udc00\u{1f600}\ud800"'), ['done', ['J', '\udc00\u{1f600}\ud800']]);
});

test('start() waits for what a promise settles to', () => {
	assert.deepEqual(run('Promise.resolve(5)'), ['done', ['J', 5]]);
	assert.deepEqual(run('const a = await 3; a + 1'), ['done', ['J', 4]]);
});

test('start() says what a script throws, with frames in guest files alone', () => {
	assert.deepEqual(run('\nfunction f() { throw new TypeError("no") }\nf()'), [
		'fail',
		{
			name: 'TypeError',
			message: 'no',
			stack: '    at f (guest.js:2:26)\n    at guest.js:3:1',
			value: ['G', [0], [['e', 'TypeError', 'TypeError', 'no']]],
		},
	]);
});

test('start() refuses what does not parse, and says where', () => {
	const [type, failure] = run('let ok = 1;\nlet q = ;') as [string, { name: string; syntax: unknown; value: unknown }];
	assert.deepEqual([type, failure.name, failure.syntax, failure.value], ['fail', 'SyntaxError', { line: 2, column: 9 }, null]);
});

test('start() tells of rejections that are still unhandled when all jobs have run', () => {
	const talk = open(carrier);
	talk.run('Promise.reject(new Error("left")); const late = Promise.reject(1); Promise.resolve().then(() => late.catch(() => {})); 7');
	const [done, rejection] = talk.said as [unknown, [string, { message: string }]];
	assert.deepEqual(done, ['done', ['J', 7]]);
	assert.deepEqual([rejection[0], rejection[1].message, talk.said.length], ['rejection', 'left', 2]);
	assert.deepEqual(talk.idles, [1, 2]);
	talk.realm.close();
});

test('a session keeps its realm over several programs and calls', () => {
	const talk = open(carrier);
	talk.run('let count = 1; function add(n) { return count += n } 0');
	assert.deepEqual(talk.run('add(4)'), ['done', ['J', 5]]);
	talk.run('add', 'root');
	talk.send('invoke', 'call', ['add'], ['J', [10]]);
	assert.deepEqual(talk.said.at(-1), ['done', ['J', 15]]);
	talk.realm.close();
});

test('the guest asks the host and has the answer, bytes included', () => {
	const asked: unknown[] = [];
	const talk = open(carrier, {
		functions: [['double', 1]],
		onAsk(arrived) {
			asked.push(JSON.parse(arrived.text), ...arrived.blobs);
			return {
				text: JSON.stringify([
					'reply',
					1,
					1,
					[
						'G',
						[0],
						[
							['t', 'Uint8Array', 1, 0, 3],
							['b', 0],
						],
					],
				]),
				blobs: [Uint8Array.of(7, 8, 9)],
			};
		},
	});
	assert.deepEqual(talk.run('double(new Uint8Array([1, 2])).join()'), ['done', ['J', '7,8,9']]);
	assert.deepEqual(asked[1], Uint8Array.of(1, 2));
	talk.realm.close();
});

test('the host replies to a call after the guest has gone idle, or while it is still on the stack', () => {
	const late = open(carrier, { functions: [['find', 0]] });
	late.run('const found = await find(1); found + 1');
	assert.deepEqual(late.said, [['call', 1, 'find', ['J', [1]]]]);
	late.send('reply', 1, 1, ['J', 41]);
	assert.deepEqual(late.said.at(-1), ['done', ['J', 42]]);
	late.realm.close();
	const early = open(carrier, {
		functions: [['find', 0]],
		onMessage: (arrived, talk) => void (arrived.text.startsWith('["call"') && talk.realm.send(message('reply', 1, 1, ['J', 1]))),
	});
	early.run('await find(1) + 1');
	assert.deepEqual(early.said.at(-1), ['done', ['J', 2]]);
	assert.deepEqual(early.idles, [1, 2, 3]);
	early.realm.close();
});

test('close() from within a message ends the guest where it stands, and nothing of it is heard again', async () => {
	const unwound: (Promise<void> | undefined)[] = [];
	const talk = open(carrier, {
		functions: [['stop', 0]],
		onMessage: (arrived, { realm }) => void (arrived.text.startsWith('["call"') && unwound.push(realm.close())),
	});
	talk.run('try { stop() } finally { console.log("still here") } for (;;);');
	await unwound[0];
	assert.deepEqual(talk.said, [['call', 1, 'stop', ['J', []]]]);
	talk.realm.send(message('wake'));
	assert.deepEqual([talk.said.length, talk.exits, talk.realm.close()], [1, [], undefined]);
	assert.deepEqual(run('1'), ['done', ['J', 1]]);
});

test('a guest sees neither the host nor its errors', () => {
	const talk = open(carrier, {
		functions: [['broken', 1]],
		onAsk() {
			throw new Error('a secret of the host');
		},
	});
	talk.run('try { broken() } catch (error) { console.log(error.message) }');
	assert.deepEqual(talk.said, []);
	assert.deepEqual(talk.exits, [{ reason: 'crashed', message: 'Error: a secret of the host' }]);
});

test('Math.random() differs from realm to realm and time is UTC in whole milliseconds', () => {
	const values = new Set(Array.from({ length: 50 }, () => JSON.stringify(run('Math.random()'))));
	assert.equal(values.size, 50);
	assert.deepEqual(run('[new Date(0).getTimezoneOffset(), new Date(2026, 6, 1).toISOString(), Date.now() % 1]'), [
		'done',
		['J', [0, '2026-07-01T00:00:00.000Z', 0]],
	]);
});

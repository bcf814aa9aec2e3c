import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickjs } from '../quickjs.ts';
import { carrierFrames, createDecoder, type Frame, type FrameType } from './frame.ts';
import { helloOf } from './hello.ts';
import { innerEngines } from './inner-engines.ts';
import { readyFor } from './ready.ts';
import { serve } from './serve.ts';
import type { CarrierWire } from './wire.ts';

type Said = readonly [type: FrameType, text: string];

const hello: Frame = {
	type: 'hello',
	realm: 0,
	...helloOf({ engine: 'quickjs', ready: readyFor(quickjs()), options: { memoryBytes: 2 ** 26, stackBytes: undefined, startMs: 1_000 } }),
};
const setup = '["setup",{"functions":[],"console":1,"consoleBytes":1000,"outputBytes":1000,"timers":10}]';
const begin: readonly Frame[] = [frame('open'), frame('arm', '[10000,null]'), frame('send', setup)];

function frame(type: FrameType, text = ''): Frame {
	return { type, realm: 1, text, blobs: [] };
}

/** As `begin`, of a realm that is for one run. */
const beginOnce: readonly Frame[] = [frame('open', 'once'), ...begin.slice(1)];

function ofRealm(realm: number, frames: readonly Frame[]): readonly Frame[] {
	return frames.map((of) => ({ ...of, realm }));
}

function start(source: string): Frame {
	return frame('start', JSON.stringify({ source, filename: 'x.js', kind: 'script', language: 'js' }));
}

/** Serves in this very process; gives what each write after hello's answer said. */
async function writesFor(batches: readonly (readonly Frame[])[]): Promise<Said[][]> {
	return (await allWritesFor(batches)).slice(1);
}

async function allWritesFor(batches: readonly (readonly Frame[])[]): Promise<Said[][]> {
	const decode = createDecoder(carrierFrames);
	const writes: Said[][] = [];
	const unheard = [[hello], ...batches];
	const over = new Error('nothing more is said');
	const wire: CarrierWire = {
		send: (bytes) => void writes.push(decode(bytes).map(({ type, text }) => [type, type === 'usage' ? '' : text])),
		receive() {
			const frames = unheard.shift();
			if (frames === undefined) throw over;
			return frames;
		},
		listen: () => undefined,
		guard: () => undefined,
		thread: undefined,
	};
	await assert.rejects(serve(wire, { engines: innerEngines }), over);
	return writes;
}

test('a carrier that is ready says that alone', async () => {
	const writes = await allWritesFor([]);
	assert.deepEqual(
		writes.map((said) => said.map(([type]) => type)),
		[['ready']],
	);
});

test('a run that leaves its guest nothing to do is answered in one write', async () => {
	assert.deepEqual(await writesFor([[...begin, start('6 * 7')]]), [
		[
			['message', '["idle",1]'],
			['usage', ''],
			['message', '["done",["J",42]]'],
			['message', '["idle",2]'],
		],
	]);
});

test('a run that leaves its guest jobs is answered before they run', async () => {
	const [first, ...rest] = await writesFor([[...begin, start('Promise.resolve().then(() => undefined); 42')]]);
	assert.deepEqual(first?.at(-1), ['message', '["done",["J",42]]']);
	assert.deepEqual(rest, [[['message', '["idle",2]']]]);
});

test('a run that leaves a rejected promise is answered before that is told', async () => {
	const [first, ...rest] = await writesFor([[...begin, start('Promise.reject(1); 42')]]);
	assert.deepEqual(first?.at(-1), ['message', '["done",["J",42]]']);
	assert.equal(rest.length, 2);
});

test('a realm is closed and the next one is opened in one write', async () => {
	const next = [frame('close'), ...ofRealm(2, [...begin, start('1')])];
	const [, second, ...rest] = await writesFor([[...begin, start('0')], next]);
	assert.deepEqual(
		second?.map(([type]) => type),
		['closed', 'message', 'usage', 'message', 'message'],
	);
	assert.deepEqual(rest, []);
});

test('a realm that is for one run makes room for the next one without a word', async () => {
	const [first, second, ...rest] = await writesFor([
		[...beginOnce, start('globalThis.left = 1')],
		ofRealm(2, [...beginOnce, start('typeof left')]),
	]);
	assert.deepEqual(first?.at(-1), ['message', '["idle",2]']);
	assert.deepEqual(second?.at(-2), ['message', '["done",["J","undefined"]]']);
	assert.deepEqual(
		second?.map(([type]) => type),
		['message', 'usage', 'message', 'message'],
	);
	assert.deepEqual(rest, []);
});

test('what was on its way to a realm when its one run ended comes to nothing, and the host is told so', async () => {
	const wake = frame('send', '["wake"]');
	const [, late, closed, ...rest] = await writesFor([[...beginOnce, start('1')], [wake, wake], [frame('close')]]);
	assert.deepEqual(late, [
		['message', '["idle",3]'],
		['message', '["idle",4]'],
	]);
	assert.deepEqual(closed, [['closed', '']]);
	assert.deepEqual(rest, []);
});

test('a realm that is for one run stays while the guest has not answered', async () => {
	const waiting = start('setTimeout(() => { globalThis.rung = 1 }, 0); new Promise(() => undefined)');
	const writes = await writesFor([[...beginOnce, waiting], [frame('send', '["wake"]')], [frame('close')]]);
	assert.deepEqual(
		writes.flat().filter(([, text]) => !text.startsWith('["timer"')),
		[
			['message', '["idle",1]'],
			['message', '["idle",2]'],
			['message', '["idle",3]'],
			['closed', ''],
		],
	);
});

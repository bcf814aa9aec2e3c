import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guestText } from '../guest-text.ts';
import { quickjs } from '../quickjs.ts';
import { packedWebTexts } from '../web-text.ts';
import { carrierFrames, createDecoder, type Frame, type FrameType } from './frame.ts';
import { innerEngines, readyFor } from './inner-engines.ts';
import { serve } from './serve.ts';
import type { CarrierWire } from './wire.ts';

type Said = readonly [type: FrameType, text: string];

const hello: Frame = {
	type: 'hello',
	realm: 0,
	text: JSON.stringify({ protocol: 1, engine: 'quickjs', memoryBytes: 2 ** 26 }),
	blobs: [Buffer.from(guestText()), Buffer.from(packedWebTexts()), readyFor(quickjs()) ?? new Uint8Array()],
};
const setup = '["setup",{"functions":[],"console":1,"consoleBytes":1000,"outputBytes":1000,"timers":10}]';
const begin: readonly Frame[] = [frame('open'), frame('arm', '[10000,null]'), frame('send', setup)];

function frame(type: FrameType, text = ''): Frame {
	return { type, realm: 1, text, blobs: [] };
}

function start(source: string): Frame {
	return frame('start', JSON.stringify({ source, filename: 'x.js', kind: 'script', language: 'js' }));
}

/** Serves in this very process; gives what each write after hello's answer said. */
async function writesFor(batches: readonly (readonly Frame[])[]): Promise<Said[][]> {
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
	await assert.rejects(serve(wire, innerEngines), over);
	return writes.slice(1);
}

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
	const next = [frame('close'), ...[...begin, start('1')].map((of) => ({ ...of, realm: 2 }))];
	const [, second, ...rest] = await writesFor([[...begin, start('0')], next]);
	assert.deepEqual(
		second?.map(([type]) => type),
		['closed', 'message', 'usage', 'message', 'message'],
	);
	assert.deepEqual(rest, []);
});

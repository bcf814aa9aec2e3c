import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDecoder, type Frame, hostFrames } from './frame.ts';
import { FramePile } from './frame-pile.ts';

const noBlobs: readonly Uint8Array[] = [];
const small: Frame = { type: 'send', realm: 1, text: 'é', blobs: [Uint8Array.of(1), new Uint8Array()] };
const large: Frame = { type: 'send', realm: 2, text: 'x'.repeat(20_000), blobs: [new Uint8Array(50_000)] };

function add(pile: FramePile, { type, realm, text, blobs }: Frame): void {
	pile.add(type, realm, text, blobs);
}

test('FramePile gives all frames in order, of whatever size, and is empty after', () => {
	const pile = new FramePile();
	const frames = [small, large, small, large, large, { type: 'close', realm: 3, text: '', blobs: noBlobs } as const];
	for (const frame of frames) add(pile, frame);
	assert.equal(pile.isEmpty, false);
	assert.deepEqual(createDecoder(hostFrames)(pile.take()), frames);
	assert.equal(pile.isEmpty, true);
	assert.equal(pile.take().length, 0);
});

test('FramePile does not touch what it gave again', () => {
	const pile = new FramePile();
	const taken: Uint8Array[] = [];
	for (let i = 0; i < 1_000; i++) {
		pile.add('send', i, `${i}`);
		taken.push(pile.take());
	}
	const decode = createDecoder(hostFrames);
	const texts = taken.flatMap(decode).map(({ text }) => text);
	assert.deepEqual(
		texts,
		texts.map((_, index) => `${index}`),
	);
	assert.equal(texts.length, 1_000);
});

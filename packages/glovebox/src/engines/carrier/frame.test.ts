import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lies } from '../../../test/carrier/lies.ts';
import { carrierFrames, createDecoder, encodeFrame, type Frame, hostFrames, ProtocolError } from './frame.ts';

const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed());
const frame: fc.Arbitrary<Frame> = fc.record(
	{
		type: fc.constantFrom(...carrierFrames.values()),
		realm: fc.nat(2 ** 32 - 1),
		text,
		blobs: fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }),
	},
	{ noNullPrototype: true },
);

function encode({ type, realm, text, blobs }: Frame): Uint8Array {
	return encodeFrame(type, realm, text, blobs);
}

test('createDecoder() gives back every frame that was encoded, wherever the bytes are cut', () => {
	fc.assert(
		fc.property(fc.array(frame, { maxLength: 6 }), fc.array(fc.nat(4_000), { maxLength: 12 }), (frames, cuts) => {
			const bytes = Buffer.concat(frames.map(encode));
			const decode = createDecoder(carrierFrames);
			const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
			const decoded = places.slice(1).flatMap((end, index) => decode(bytes.subarray(places[index], end)));
			assert.deepEqual(decoded, frames);
		}),
		{ numRuns: 300 },
	);
});

test('createDecoder() gives frames that own their bytes', () => {
	const bytes = encodeFrame('message', 1, 'x', [Uint8Array.of(1, 2)]);
	const [decoded] = createDecoder(carrierFrames)(bytes);
	bytes.fill(0);
	assert.deepEqual(decoded, { type: 'message', realm: 1, text: 'x', blobs: [Uint8Array.of(1, 2)] });
	assert.equal(decoded?.blobs[0]?.buffer.byteLength, 2);
});

test('encodeFrame() copies its blobs into a buffer of its own', () => {
	const blob = Uint8Array.of(7);
	const bytes = encodeFrame('send', 1, '', [blob]);
	blob[0] = 8;
	assert.deepEqual(createDecoder(hostFrames)(bytes), [{ type: 'send', realm: 1, text: '', blobs: [Uint8Array.of(7)] }]);
	assert.equal(bytes.buffer.byteLength, bytes.byteLength);
});

test('createDecoder() throws a ProtocolError for bytes that are no frame, one by one or at once', () => {
	const malformed = Object.keys(lies).filter((name) => /^(random|a frame|text|blobs|bytes)/.test(name));
	assert.equal(malformed.length, 10);
	for (const name of malformed) {
		const bytes = lies[name] ?? new Uint8Array();
		assert.throws(() => createDecoder(carrierFrames, 2 ** 26)(bytes), ProtocolError, name);
		const decode = createDecoder(carrierFrames, 2 ** 26);
		const oneByOne = () => bytes.forEach((byte) => void decode(Uint8Array.of(byte)));
		assert.throws(oneByOne, ProtocolError, `${name}, byte by byte`);
	}
});

test('createDecoder() refuses a frame over its limit before the frame has arrived', () => {
	const header = encodeFrame('message', 1, 'x'.repeat(1_000)).subarray(0, 9);
	assert.deepEqual(createDecoder(carrierFrames, 1_008)(header), []);
	assert.throws(() => createDecoder(carrierFrames, 1_007)(header), new ProtocolError('a frame of 1008 bytes'));
});

test('createDecoder() takes random bytes without any other error than ProtocolError', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
			try {
				createDecoder(carrierFrames, 2 ** 16)(bytes);
			} catch (error) {
				assert.ok(error instanceof ProtocolError);
			}
		}),
		{ numRuns: 500 },
	);
});

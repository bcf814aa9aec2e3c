import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeText, encodeValue } from './index.ts';

function copy<Value>(value: Value): Value {
	const { text, blobs } = encodeValue(value);
	return decodeText(text, blobs) as Value;
}

const buffer = Uint8Array.from({ length: 32 }, (_, i) => i + 1).buffer;

describe('bytes', () => {
	test('of a buffer cross whole', () => {
		assert.deepEqual(encodeValue(buffer), { text: '["G",[0],[["b",0]]]', blobs: [new Uint8Array(buffer)] });
		assert.deepEqual(copy(buffer), buffer);
	});

	test('of a view cross without the rest of their buffer', () => {
		const { text, blobs } = encodeValue(new Uint8Array(buffer, 3, 2));
		assert.deepEqual([text, blobs], ['["G",[0],[["t","Uint8Array",1,0,2],["b",0]]]', [Uint8Array.of(4, 5)]]);
		assert.equal(blobs[0]?.buffer.byteLength, 2);
	});

	test("of Node's Buffer cross as those of a Uint8Array, without the pool", () => {
		const { text, blobs } = encodeValue(Buffer.from('hi'));
		assert.deepEqual([text, blobs], ['["G",[0],[["t","Uint8Array",1,0,2],["b",0]]]', [Uint8Array.of(104, 105)]]);
	});

	test('between two views are zeros', () => {
		const { text, blobs } = encodeValue([new Uint8Array(buffer, 9, 1), new DataView(buffer, 12, 1)]);
		assert.equal(text, '["G",[0],[["a",[1],[2]],["t","Uint8Array",3,1,1],["t","DataView",3,4,1],["b",0]]]');
		assert.deepEqual(blobs, [Uint8Array.of(0, 10, 0, 0, 13)]);
	});

	test('that two views share are shared afterwards', () => {
		const [bytes, doubles] = copy([new Uint8Array(buffer, 7, 9), new Float64Array(buffer, 8, 1)] as const);
		assert.equal(bytes.buffer, doubles.buffer);
		bytes.fill(0);
		assert.deepEqual(doubles, Float64Array.of(0));
	});

	test('of a buffer that is there itself cross whole, before or after its views', () => {
		const view = new Uint8Array(buffer, 3, 2);
		for (const value of [[view, buffer], [buffer, view], [view, [buffer], view], { a: buffer, b: { c: view } }]) {
			assert.deepEqual(encodeValue(value).blobs, [new Uint8Array(buffer)]);
			assert.deepEqual(copy(value), value);
		}
	});

	test('of every kind of view', () => {
		const views = [
			new Int8Array(buffer, 1, 3),
			new Uint8ClampedArray(buffer, 2),
			new Int16Array(buffer, 2, 3),
			new Uint16Array(buffer, 4, 2),
			new Int32Array(buffer, 4, 1),
			new Uint32Array(buffer),
			new Float16Array(buffer, 6, 1),
			new Float32Array(buffer, 8),
			new Float64Array(buffer, 16),
			new BigInt64Array(buffer, 8, 1),
			new BigUint64Array(buffer, 8, 0),
			new DataView(buffer, 5),
			new Uint8Array(0),
		];
		for (const view of views) assert.deepEqual(copy(view), view);
		assert.deepEqual(copy(views), views);
	});

	test('of a growing buffer are those it has now', () => {
		const growing = new ArrayBuffer(4, { maxByteLength: 64 });
		const view = new Uint8Array(growing);
		growing.resize(6);
		assert.deepEqual(copy({ view, growing }), { view: new Uint8Array(6), growing: new ArrayBuffer(6) });
		assert.equal(copy(growing).resizable, false);
	});

	test('are copied when they are encoded', () => {
		const bytes = Uint8Array.of(1);
		const { blobs } = encodeValue(bytes);
		bytes[0] = 2;
		assert.deepEqual(blobs, [Uint8Array.of(1)]);
	});

	test('of a blob that is a whole buffer are taken over, others are copied', () => {
		const whole = Uint8Array.of(1, 2);
		const part = new Uint8Array(buffer, 0, 2);
		const text = '["G",[0],[["t","Uint8Array",1,0,2],["b",0]]]';
		assert.equal((decodeText(text, [whole]) as Uint8Array).buffer, whole.buffer);
		assert.notEqual((decodeText(text, [part]) as Uint8Array).buffer, buffer);
		assert.deepEqual(decodeText(text, [part]), Uint8Array.of(1, 2));
	});
});

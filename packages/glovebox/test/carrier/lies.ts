/** Bytes that a carrier must not send, by what is wrong with them. Realm 1 is open. */
import { type Frame, encodeFrame } from '../../src/engines/carrier/frame.ts';

function header(length: number, type: number, realm: number, rest: readonly number[] = []): Uint8Array {
	const bytes = Buffer.alloc(9 + rest.length);
	bytes.writeUInt32LE(length, 0);
	bytes.writeUInt8(type, 4);
	bytes.writeUInt32LE(realm, 5);
	bytes.set(rest, 9);
	return bytes;
}

function frames(...all: readonly (readonly [type: Frame['type'], realm: number, text?: string])[]): Uint8Array {
	return Buffer.concat(all.map(([type, realm, text]) => encodeFrame(type, realm, text)));
}

export const lies: Readonly<Record<string, Uint8Array>> = {
	'random bytes': Buffer.from('GET / HTTP/1.1\r\nHost: example.com\r\n\r\n'),
	'a frame of an unknown type': header(8, 99, 1, [0, 0, 0, 0, 0, 0, 0, 0]),
	'a frame of the host': frames(['start', 1, '{}']),
	'a frame of 4 GB': header(0xffffffff, 67, 1),
	'a frame over the limit': header(2 ** 28, 67, 1),
	'a frame without a payload': header(0, 67, 1),
	'text longer than the frame': header(8, 67, 1, [9, 0, 0, 0, 0, 0, 0, 0]),
	'blobs beyond the frame': header(8, 67, 1, [0, 0, 0, 0, 255, 255, 255, 255]),
	'bytes that belong to nothing': header(10, 67, 1, [0, 0, 0, 0, 0, 0, 0, 0, 1, 2]),
	'text that is no UTF-8': header(9, 67, 1, [1, 0, 0, 0, 0, 0, 0, 0, 0xff]),
	'a message of no realm': frames(['message', 0, '["done",1]']),
	'a message of a realm to come': frames(['message', 2, '["done",1]']),
	'a second ask': frames(['ask', 1, '1'], ['ask', 1, '2']),
	'ready twice': frames(['ready', 0, '{"protocol":1}'], ['ready', 0, '{"protocol":1}']),
	'a refusal after the start': frames(['refused', 0, '["GLOVEBOX_MISSING","gone"]']),
	'closed although nobody asked': frames(['closed', 1]),
	'usage that is no JSON': frames(['usage', 1, '[1,']),
	'usage that is no pair': frames(['usage', 1, '[1]']),
	'usage below zero': frames(['usage', 1, '[-1,null]']),
	'usage that is no number': frames(['usage', 1, '["1",null]']),
	'an exit without a reason': frames(['exit', 1, '[]']),
	'an exit with a reason of the host': frames(['exit', 1, '["protocol","x"]']),
};

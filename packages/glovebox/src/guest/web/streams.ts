/** Streams, of the package web-streams-polyfill, and the streams of text that need both them and the encodings. */
export {
	ByteLengthQueuingStrategy,
	CountQueuingStrategy,
	ReadableByteStreamController,
	ReadableStream,
	ReadableStreamBYOBReader,
	ReadableStreamBYOBRequest,
	ReadableStreamDefaultController,
	ReadableStreamDefaultReader,
	TransformStream,
	TransformStreamDefaultController,
	WritableStream,
	WritableStreamDefaultController,
	WritableStreamDefaultWriter,
} from 'web-streams-polyfill';
export { TextDecoderStream, TextEncoderStream } from './streams/text-streams.ts';

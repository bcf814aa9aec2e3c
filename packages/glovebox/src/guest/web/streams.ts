/** Streams, of the package web-streams-polyfill, and the streams of text that need both them and the encodings. */
import * as streams from 'web-streams-polyfill';
import { interfaces } from './realm.ts';

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

// The package exports its classes and nothing else.
for (const { prototype } of Object.values(streams)) interfaces.add(prototype);

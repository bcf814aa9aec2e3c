/** Which script of this folder has which global. The same on every engine; a change shows to every guest. */

export const webGlobals: Readonly<Record<string, readonly string[]>> = {
	events: ['AbortController', 'AbortSignal', 'CustomEvent', 'DOMException', 'Event', 'EventTarget'],
	url: ['URL', 'URLSearchParams'],
	pattern: ['URLPattern'],
	encoding: ['TextDecoder', 'TextEncoder', 'atob', 'btoa'],
	clone: ['structuredClone'],
	performance: ['performance'],
	blob: ['Blob', 'File'],
	fetch: ['FormData', 'Headers', 'Request', 'Response'],
	streams: [
		'ByteLengthQueuingStrategy',
		'CountQueuingStrategy',
		'ReadableByteStreamController',
		'ReadableStream',
		'ReadableStreamBYOBReader',
		'ReadableStreamBYOBRequest',
		'ReadableStreamDefaultController',
		'ReadableStreamDefaultReader',
		'TextDecoderStream',
		'TextEncoderStream',
		'TransformStream',
		'TransformStreamDefaultController',
		'WritableStream',
		'WritableStreamDefaultController',
		'WritableStreamDefaultWriter',
	],
};

/** Scripts without a global that every guest has. */
export const innerScripts: Readonly<Record<string, readonly string[]>> = { crypto: [], idna: [] };

/** Classes that exist where a power does, each of a script of the power's name. */
export const classesOfPowers: Readonly<Record<string, readonly string[]>> = {
	fetch: [],
	crypto: ['Crypto', 'CryptoKey', 'SubtleCrypto'],
};

/** Globals that exist where the host granted these functions, the first of which must be among them. */
export const powers: Readonly<Record<string, readonly string[]>> = {
	fetch: ['exchange'],
	crypto: ['randomBytes', 'digest', 'hmac', 'encryptAesGcm', 'decryptAesGcm'],
};

/**
 * The codec's names.
 *
 * Runs on: host, carriers and guest.
 */
export { type DecodeOptions, decodeText, decodeValue } from './decode.ts';
export { type EncodedMessage, type EncodeOptions, encodeValue } from './encode.ts';
export { CopyError, DecodeError, isCopyError, isDecodeError, isSizeError, SizeError } from './errors.ts';

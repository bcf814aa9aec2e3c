/**
 * The codec's names.
 *
 * Runs on: host, carriers and guest.
 */
export { type DecodeOptions, decodeText, decodeTrusted, decodeValue } from './decode.ts';
export { type EncodedMessage, type EncodeOptions, encodeItems, encodeValue, encodeWithin } from './encode.ts';
export { CopyError, DecodeError, isCopyError, isDecodeError, isSizeError, SizeError } from './errors.ts';
export { type Survey, useSurvey } from './plain.ts';
export { areScalars, isMessageText, isScalar, type PackedScalar, packScalar, type Scalar, scalarSize, unpackScalar } from './scalar.ts';

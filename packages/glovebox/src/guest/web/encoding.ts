/** `TextEncoder`, `TextDecoder`, `atob` and `btoa`. */
export { atob, btoa } from './encoding/base64.ts';
export { TextDecoder } from './encoding/text-decoder.ts';
export { TextEncoder } from './encoding/text-encoder.ts';

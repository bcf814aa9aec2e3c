import { define } from '../bomb.ts';

/** Bytes go beside the text. */
export const bomb = define({
	source: `return new Uint8Array(4e7);`,
	expect: ['outputBytes', 'memoryBytes', 'throw', 'wallMs'],
});

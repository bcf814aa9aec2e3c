import { define } from '../bomb.ts';

/** Each line is indented further. */
export const bomb = define({
	source: `for (;;) { console.group(); console.log('x'); }`,
	expect: ['consoleBytes'],
	limits: { wallMs: 4_000 },
});

import { define } from '../bomb.ts';

/** Many short lines. */
export const bomb = define({
	source: `for (;;) console.log('x');`,
	expect: ['consoleBytes'],
	limits: { wallMs: 4_000 },
});

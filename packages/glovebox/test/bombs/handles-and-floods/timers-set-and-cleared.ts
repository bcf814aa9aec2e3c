import { define } from '../bomb.ts';

/** Never many at a time. */
export const bomb = define({
	source: `for (;;) clearTimeout(setTimeout(() => {}, 1e6));`,
	expect: ['wallMs'],
	notKeptBy: ['isolate'],
});

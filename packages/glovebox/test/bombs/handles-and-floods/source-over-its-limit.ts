import { define } from '../bomb.ts';

/** More source than is allowed. */
export const bomb = define({
	source: `/*${'x'.repeat(2 ** 20)}*/`,
	expect: ['sourceBytes'],
	limits: { wallMs: 2_000 },
});

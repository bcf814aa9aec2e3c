import { define } from '../bomb.ts';

/** None of them ever settles. */
export const bomb = define({
	source: `for (;;) never();`,
	expect: ['pendingHostCalls'],
	grants: ['never'],
	limits: { wallMs: 2_000 },
});

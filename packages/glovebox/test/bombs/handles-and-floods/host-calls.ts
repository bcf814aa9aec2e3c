import { define } from '../bomb.ts';

/** Awaited one by one. */
export const bomb = define({
	source: `for (;;) await echo(1);`,
	expect: ['hostCalls', 'wallMs'],
	grants: ['echo'],
	limits: { hostCalls: 500 },
});

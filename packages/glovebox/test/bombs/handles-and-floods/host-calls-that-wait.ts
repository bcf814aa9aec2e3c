import { define } from '../bomb.ts';

/** The guest stands still for each. */
export const bomb = define({
	source: `for (;;) { try { now(); } catch {} }`,
	expect: ['hostCalls', 'wallMs'],
	grants: ['now'],
	limits: { hostCalls: 500 },
});

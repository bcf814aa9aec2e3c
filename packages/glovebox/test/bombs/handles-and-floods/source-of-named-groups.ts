import { define } from '../bomb.ts';

/** Each name is compared with all those of other alternatives before it, which may be the same. */
export const bomb = define({
	source: `await 0; /${'(?<a>x)|'.repeat(4e4)}y/`,
	expect: ['syntax', 'throw', 'wallMs', 'memoryBytes'],
	limits: { sourceBytes: 2 ** 20 },
	notKeptBy: ['quickjs', 'isolate'],
});

import { define } from '../bomb.ts';

/** Waits for a host function that never settles. */
export const bomb = define({
	source: `await never();`,
	expect: ['wallMs'],
	grants: ['never'],
});

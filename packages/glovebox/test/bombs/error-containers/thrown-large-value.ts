import { define } from '../bomb.ts';

/** A value of megabytes, thrown instead of returned. */
export const bomb = define({
	source: `throw new Array(2e6).fill("no error");`,
	expect: ['throw', 'wallMs', 'memoryBytes', 'outputBytes'],
	notKeptBy: ['quickjs'],
});

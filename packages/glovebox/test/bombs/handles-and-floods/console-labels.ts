import { define } from '../bomb.ts';

/** A counter for each label, kept. */
export const bomb = define({
	source: `for (let i = 0; ; i++) { console.time('label' + i); }`,
	expect: ['consoleBytes', 'wallMs', 'memoryBytes'],
});

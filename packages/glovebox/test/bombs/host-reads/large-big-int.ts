import { define } from '../bomb.ts';

/** Written in decimal, it takes longer than it took to make. */
export const bomb = define({
	source: `return 2n ** 8000000n;`,
	expect: ['outputBytes', 'wallMs', 'throw', 'memoryBytes'],
});

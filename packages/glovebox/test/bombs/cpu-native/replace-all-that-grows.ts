import { define } from '../bomb.ts';

/** Every letter becomes a thousand. */
export const bomb = define({
	source: `return 'a'.repeat(2 ** 20).replaceAll('a', 'a'.repeat(2 ** 10)).length;`,
	expect: ['throw', 'memoryBytes', 'wallMs', 'value'],
});

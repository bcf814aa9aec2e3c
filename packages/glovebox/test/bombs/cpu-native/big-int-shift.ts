import { define } from '../bomb.ts';

/** A thousand million bits, asked for in one operator. */
export const bomb = define({
	source: `return (1n << (1n << 30n)) - 1n > 0n;`,
	expect: ['throw', 'memoryBytes', 'wallMs', 'value'],
});

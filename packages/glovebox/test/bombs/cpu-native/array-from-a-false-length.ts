import { define } from '../bomb.ts';

/** Array.from believes the length. */
export const bomb = define({
	source: `return Array.from({ length: 2 ** 32 - 1 }).length;`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});

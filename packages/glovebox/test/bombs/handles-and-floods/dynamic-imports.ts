import { define } from '../bomb.ts';

/** By the thousand, of nothing. */
export const bomb = define({
	source: `for (let i = 0; ; i++) { try { await import('m' + i); } catch {} }`,
	expect: ['wallMs', 'hostCalls', 'modules', 'outputBytes', 'memoryBytes'],
});

import { define } from '../bomb.ts';

/** Shared by the guest, written out each time. */
export const bomb = define({
	source: `return new Array(1e5).fill('x'.repeat(1e4));`,
	expect: ['outputBytes', 'memoryBytes', 'wallMs'],
});

import { define } from '../bomb.ts';

/** A message nobody will read. */
export const bomb = define({
	source: `throw new Error("x".repeat(2e7));`,
	expect: ['throw', 'wallMs', 'memoryBytes', 'outputBytes'],
	notKeptBy: ['quickjs'],
});

import { define } from '../bomb.ts';

/** A hundred thousand errors in one. */
export const bomb = define({
	source: `throw new AggregateError(Array.from({ length: 1e5 }, (_, i) => new Error("e" + i)), "many");`,
	expect: ['throw', 'wallMs', 'memoryBytes', 'outputBytes'],
	limits: { wallMs: 400 },
});

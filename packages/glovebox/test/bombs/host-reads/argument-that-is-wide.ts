import { define } from '../bomb.ts';

/** The same, as the argument of a host function. */
export const bomb = define({
	source: `await take(new Array(5e6).fill(0));`,
	expect: ['outputBytes', 'memoryBytes', 'wallMs', 'throw'],
	grants: ['take'],
	notKeptBy: ['quickjs'],
});

import { define } from '../bomb.ts';

/** A format that asks for more than it is given. */
export const bomb = define({
	source: `
		console.log('%s'.repeat(1e6), ...new Array(100).fill('y'.repeat(1e5)));
		return 1;
	`,
	expect: ['consoleBytes', 'memoryBytes', 'value', 'wallMs', 'throw'],
});

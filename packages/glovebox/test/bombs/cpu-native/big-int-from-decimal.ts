import { define } from '../bomb.ts';

/** And back. */
export const bomb = define({
	source: `
		const digits = '9'.repeat(1e6);
		for (;;) BigInt(digits);
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	notKeptBy: ['isolate'],
});

import { define } from '../bomb.ts';

/** From binary to decimal: worse than a multiplication. */
export const bomb = define({
	source: `
		const x = 7n ** 1000000n;
		for (;;) x.toString();
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});

import { define } from '../bomb.ts';

/** Three characters out for each one in. */
export const bomb = define({
	source: `
		const text = '\\u20ac'.repeat(1e6);
		for (;;) encodeURIComponent(text);
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});

import { define } from '../bomb.ts';

/** One call on a text of megabytes. */
export const bomb = define({
	source: `
		const text = '[' + '1,'.repeat(1e6) + '1]';
		for (;;) JSON.parse(text);
	`,
	expect: ['wallMs', 'memoryBytes'],
	notKeptBy: ['quickjs', 'isolate'],
});

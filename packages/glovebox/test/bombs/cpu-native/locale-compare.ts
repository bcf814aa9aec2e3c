import { define } from '../bomb.ts';

/** Collation of long texts. */
export const bomb = define({
	source: `
		const one = '\\u00e9'.repeat(1e6);
		for (;;) one.localeCompare(one + 'x');
	`,
	expect: ['wallMs', 'memoryBytes'],
	notKeptBy: ['quickjs'],
});

import { define } from '../bomb.ts';

/** Each comparison reads a megabyte. */
export const bomb = define({
	source: `
		const head = 'a'.repeat(1e6);
		const texts = Array.from({ length: 20 }, (_, i) => (head + i).split('').length && head + String.fromCharCode(97 + i));
		for (;;) texts.reverse().sort();
	`,
	expect: ['wallMs', 'memoryBytes'],
	notKeptBy: ['quickjs'],
});

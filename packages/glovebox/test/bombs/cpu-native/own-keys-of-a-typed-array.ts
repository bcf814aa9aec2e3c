import { define } from '../bomb.ts';

/** A string for each byte. */
export const bomb = define({
	source: `
		const bytes = new Uint8Array(2e7);
		for (;;) Object.keys(bytes);
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
});

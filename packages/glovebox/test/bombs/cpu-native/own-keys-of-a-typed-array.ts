import { define } from '../bomb.ts';

/** A string for each byte. */
export const bomb = define({
	source: `
		const bytes = new Uint8Array(2e7);
		for (;;) Object.keys(bytes);
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	// Ends of itself, after the 250 ms that are allowed where the processor is slow.
	notKeptBy: ['isolate'],
});

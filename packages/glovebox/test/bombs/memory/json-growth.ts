import { define } from '../bomb.ts';

/** Escapes of escapes. */
export const bomb = define({
	source: `
		let text = '"';
		for (;;) text = JSON.stringify(text + text);
	`,
	expect: ['memoryBytes', 'throw', 'wallMs'],
	limits: { wallMs: 4_000 },
	notKeptBy: ['isolate'],
});

import { define } from '../bomb.ts';

/** A rope doubles for nothing; reading one letter makes it real. */
export const bomb = define({
	source: `
		let text = 'x';
		for (;;) { text += text; text.charCodeAt(text.length / 2); }
	`,
	expect: ['memoryBytes', 'throw'],
	limits: { wallMs: 8_000 },
	notKeptBy: ['isolate'],
});

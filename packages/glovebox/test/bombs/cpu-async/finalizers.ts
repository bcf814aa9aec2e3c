import { define } from '../bomb.ts';

/** Clean-up callbacks that never end. */
export const bomb = define({
	source: `
		const registry = new FinalizationRegistry(() => { for (;;); });
		for (;;) { for (let i = 0; i < 1e4; i++) registry.register({ i }, i); await new Promise((done) => setTimeout(done)); }
	`,
	expect: ['wallMs', 'memoryBytes'],
});

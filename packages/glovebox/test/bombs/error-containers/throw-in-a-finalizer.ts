import { define } from '../bomb.ts';

/** Clean-up callbacks have nobody to throw to. */
export const bomb = define({
	source: `
		const registry = new FinalizationRegistry(() => { throw null; });
		for (let turn = 0; turn < 20; turn++) { for (let i = 0; i < 5000; i++) registry.register({ i }, i); await new Promise((done) => setTimeout(done, 1)); }
		return 1;
	`,
	expect: ['value', 'throw', 'memoryBytes', 'wallMs'],
	limits: { wallMs: 400 },
});

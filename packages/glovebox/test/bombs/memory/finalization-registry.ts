import { define } from '../bomb.ts';

/** Registered, and held by the registry. */
export const bomb = define({
	source: `
		const registry = new FinalizationRegistry(() => {});
		const key = {};
		for (let i = 0; ; i++) registry.register(key, { i });
	`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 8_000 },
});

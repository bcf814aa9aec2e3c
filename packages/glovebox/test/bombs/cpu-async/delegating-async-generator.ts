import { define } from '../bomb.ts';

/** yield* awaits in the engine. */
export const bomb = define({
	source: `
		async function* one() { for (;;) yield 1; }
		async function* all() { yield* one(); }
		for await (const each of all());
	`,
	expect: ['wallMs'],
});

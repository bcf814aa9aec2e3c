import { define } from '../bomb.ts';

/** An endless stream, awaited. */
export const bomb = define({
	source: `
		async function* forever() { for (;;) yield 1; }
		for await (const one of forever());
	`,
	expect: ['wallMs'],
});

import { define } from '../bomb.ts';

/** An iterator that is never done. */
export const bomb = define({
	source: `
		function* forever() { for (;;) yield 1; }
		for (const one of forever());
	`,
	expect: ['wallMs'],
});

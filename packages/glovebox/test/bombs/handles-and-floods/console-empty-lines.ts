import { define } from '../bomb.ts';

/** Lines without anything in them. */
export const bomb = define({
	source: `for (;;) console.log();`,
	expect: ['consoleBytes'],
	limits: { wallMs: 4_000 },
});

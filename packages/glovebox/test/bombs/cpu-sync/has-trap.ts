import { define } from '../bomb.ts';

/** A proxy answers a name look-up, and does not come back. */
export const bomb = define({
	source: `return new Function('scope', 'with (scope) { return x; }')(new Proxy({}, { has() { for (;;); } }));`,
	expect: ['wallMs'],
});

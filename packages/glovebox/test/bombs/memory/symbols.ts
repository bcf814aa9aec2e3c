import { define } from '../bomb.ts';

/** The registry of symbols never forgets. */
export const bomb = define({
	source: `for (let i = 0; ; i++) Symbol.for('a symbol of some length ' + i);`,
	expect: ['memoryBytes', 'wallMs'],
	limits: { wallMs: 400 },
});

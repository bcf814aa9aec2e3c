import { define } from '../bomb.ts';

/** Comments that almost end. */
export const bomb = define({
	source: `await 0; ${'/*'.repeat(2e5)}${'*/ /* */'.repeat(5e4)}`,
	expect: ['value', 'wallMs', 'syntax'],
	program: { kind: 'script' },
});

import { define } from '../bomb.ts';

/** Never evaluated to its end. */
export const bomb = define({
	source: `
		export default 1;
		for (;;);
	`,
	expect: ['wallMs'],
	program: { kind: 'module' },
});

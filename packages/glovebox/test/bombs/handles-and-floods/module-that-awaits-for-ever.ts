import { define } from '../bomb.ts';

/** Evaluated, and never done. */
export const bomb = define({
	source: `
		await new Promise(() => {});
		export default 1;
	`,
	expect: ['pending'],
	program: { kind: 'module' },
	limits: { wallMs: 2_000 },
});

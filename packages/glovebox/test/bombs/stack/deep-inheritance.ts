import { define } from '../bomb.ts';

/** Ten thousand classes, and super() through them all. */
export const bomb = define({
	source: `
		let A = class {};
		for (let i = 0; i < 1e4; i++) A = class extends A {};
		new A();
		return 1;
	`,
	expect: ['throw', 'value', 'wallMs'],
	limits: { wallMs: 400 },
});

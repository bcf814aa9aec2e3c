import { define } from '../bomb.ts';

/** Each look-up walks a million objects. */
export const bomb = define({
	source: `
		let o = {};
		for (let i = 0; i < 1e6; i++) o = Object.create(o);
		for (;;) o.missing;
	`,
	expect: ['wallMs', 'memoryBytes'],
});

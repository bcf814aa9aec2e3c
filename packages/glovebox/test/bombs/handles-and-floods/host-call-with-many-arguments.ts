import { define } from '../bomb.ts';

/** A hundred thousand arguments. */
export const bomb = define({
	source: `
		await take(...new Array(1e5).fill(1));
		return 1;
	`,
	expect: ['value', 'throw', 'outputBytes', 'wallMs'],
	grants: ['take'],
});

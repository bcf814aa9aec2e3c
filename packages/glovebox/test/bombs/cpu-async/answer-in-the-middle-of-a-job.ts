import { define } from '../bomb.ts';

/** A loop in the very job that follows the answer. */
export const bomb = define({
	source: `
		Promise.resolve().then(() => {}).then(() => {}).then(() => { for (;;); });
		return 1;
	`,
	expect: ['value', 'wallMs'],
});

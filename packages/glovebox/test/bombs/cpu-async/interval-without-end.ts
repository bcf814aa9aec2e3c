import { define } from '../bomb.ts';

/** Every millisecond a little. */
export const bomb = define({
	source: `
		setInterval(() => { for (let end = Date.now() + 5; Date.now() < end; ); }, 1);
		await new Promise(() => {});
	`,
	expect: ['wallMs'],
});

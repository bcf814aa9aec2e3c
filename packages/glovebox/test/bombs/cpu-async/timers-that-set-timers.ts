import { define } from '../bomb.ts';

/** Each timer sets the next at once. */
export const bomb = define({
	source: `
		const next = () => setTimeout(next);
		next();
		await new Promise(() => {});
	`,
	expect: ['wallMs'],
});

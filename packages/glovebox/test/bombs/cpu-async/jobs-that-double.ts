import { define } from '../bomb.ts';

/** Each job makes two. */
export const bomb = define({
	source: `
		const next = () => { Promise.resolve().then(next); Promise.resolve().then(next); };
		next();
		await new Promise(() => {});
	`,
	expect: ['wallMs', 'memoryBytes'],
});

import { define } from '../bomb.ts';

/** A job that queues itself. */
export const bomb = define({
	source: `
		const next = () => queueMicrotask(next);
		next();
		await new Promise(() => {});
	`,
	expect: ['wallMs'],
});

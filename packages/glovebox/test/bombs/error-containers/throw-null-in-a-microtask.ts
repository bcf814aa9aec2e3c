import { define } from '../bomb.ts';

/** In a job of the engine. */
export const bomb = define({
	source: `
		queueMicrotask(() => { throw null; });
		await null;
		return 1;
	`,
	expect: ['value', 'throw'],
	limits: { wallMs: 2_000 },
});

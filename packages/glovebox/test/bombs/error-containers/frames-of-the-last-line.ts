import { define } from '../bomb.ts';

/** Errors that say they come from the last of a million lines: whoever shows the lines around it counts them, for each error anew. */
export const bomb = define({
	source: `
		const error = new Error('far down');
		error.stack = 'Error: far down\\n    at guest.js:1000000:1';
		for (let i = 0; i < 100; i++) Promise.reject(error);
		await new Promise((done) => setTimeout(done, 20));
		return 1;${'\n'.repeat(1_000_000)}`,
	expect: ['value', 'wallMs'],
	notKeptBy: ['quickjs'],
});

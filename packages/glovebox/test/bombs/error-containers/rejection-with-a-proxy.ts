import { define } from '../bomb.ts';

/** The reason is hostile. */
export const bomb = define({
	source: `
		const loop = () => { for (;;); };
		Promise.reject(new Proxy({}, { get: loop, getPrototypeOf: loop, ownKeys: loop, getOwnPropertyDescriptor: loop }));
		await new Promise((done) => setTimeout(done, 20));
		return 1;
	`,
	expect: ['value', 'wallMs'],
	notKeptBy: ['isolate'],
});

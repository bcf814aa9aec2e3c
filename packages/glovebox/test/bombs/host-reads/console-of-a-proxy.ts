import { define } from '../bomb.ts';

/** What is printed is looked at too. */
export const bomb = define({
	source: `
		const loop = () => { for (;;); };
		console.log(new Proxy({}, { get: loop, getPrototypeOf: loop, ownKeys: loop, getOwnPropertyDescriptor: loop }));
		return 1;
	`,
	expect: ['value', 'wallMs'],
});

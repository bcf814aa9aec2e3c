import { define } from '../bomb.ts';

/** What was thrown is looked at from all sides. */
export const bomb = define({
	source: `
		const loop = () => { for (;;); };
		throw new Proxy(new Error("x"), { get: loop, getPrototypeOf: loop, ownKeys: loop, getOwnPropertyDescriptor: loop, has: loop });
	`,
	expect: ['throw', 'wallMs'],
});

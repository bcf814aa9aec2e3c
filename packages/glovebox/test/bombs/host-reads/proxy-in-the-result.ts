import { define } from '../bomb.ts';

/** Every trap is a loop. */
export const bomb = define({
	source: `
		const loop = () => { for (;;); };
		return new Proxy({}, { ownKeys: loop, getPrototypeOf: loop, get: loop, getOwnPropertyDescriptor: loop, has: loop });
	`,
	expect: ['wallMs', 'unfit'],
});

import { define } from '../bomb.ts';

/** The host reads its arguments. */
export const bomb = define({
	source: `
		const loop = () => { for (;;); };
		await take(new Proxy([], { get: loop, ownKeys: loop, getPrototypeOf: loop, getOwnPropertyDescriptor: loop }));
	`,
	expect: ['wallMs', 'throw'],
	grants: ['take'],
});

import { define } from '../bomb.ts';

/** In turns of their own. */
export const bomb = define({
	source: `
		setInterval(() => { for (let i = 0; i < 100; i++) echo(i); }, 1);
		await new Promise(() => {});
	`,
	expect: ['hostCalls', 'wallMs', 'pendingHostCalls'],
	grants: ['echo'],
	limits: { hostCalls: 1_000 },
});

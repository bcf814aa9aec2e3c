import { define } from '../bomb.ts';

/** A proxy of a proxy, a hundred thousand times. */
export const bomb = define({
	source: `
		let p = {};
		for (let i = 0; i < 1e5; i++) p = new Proxy(p, {});
		return p.x;
	`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});

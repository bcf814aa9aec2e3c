import { define } from '../bomb.ts';

/** A look-up that climbs through proxies. */
export const bomb = define({
	source: `
		let o = {};
		for (let i = 0; i < 1e5; i++) o = Object.create(new Proxy(o, {}));
		return o.x;
	`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});

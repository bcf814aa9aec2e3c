import { define } from '../bomb.ts';

/** Few frames, each of kilobytes. */
export const bomb = define({
	source: `
		const f = new Function('n', 'let ' + Array.from({ length: 2000 }, (_, i) => 'a' + i + ' = n').join() + '; return this.f(n + a1999) + a0;');
		return f.call({ f }, 1) || (function g() { return f.call({ f: g }, 1); })();
	`,
	expect: ['throw', 'wallMs'],
});

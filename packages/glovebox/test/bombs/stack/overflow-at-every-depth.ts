import { define } from '../bomb.ts';

/** Each native function is tried with hardly any stack left. */
export const bomb = define({
	source: `
		const natives = [() => JSON.stringify([[[1]]]), () => 'abc'.replace(/b/g, 'x'), () => [3, 1, 2].sort(), () => new Error('x').stack, () => Promise.resolve(1).then(() => 1), () => new Proxy({}, {}).x, () => (0, eval)('1')];
		function f() { try { return f(); } catch { for (const one of natives) { try { one(); } catch {} } throw 1; } }
		try { f(); } catch {}
		return 1;
	`,
	expect: ['value', 'wallMs'],
	limits: { wallMs: 400 },
});

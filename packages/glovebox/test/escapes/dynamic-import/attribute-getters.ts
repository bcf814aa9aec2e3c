import { attack } from '../attack.ts';

/** Options with getters: read by the engine inside of its hook. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		const options = { get with() { return { get type() { got ??= new Error().stack; return 'json'; } }; } };
		try { await import('x', options); } catch (error) { got = loot(error) ?? got; }
		return got;
	`,
});

import { attack } from '../attack.ts';

/** Text in the parameters ends the function early: what is compiled is not what is called. */
export const escape = attack({
	grants: [],
	source: `
		const ways = [['a', '/*', '*/){ return this.process', 'return 1'], ['a = 1) { return this } + (function (b', 'return b']];
		for (const way of ways) {
			try { const got = loot(Function(...way).call(undefined)?.process); if (got) return got; } catch {}
		}
	`,
});

import { attack } from '../attack.ts';

/** A chain of proxies as an argument: each look goes down the whole chain in the engine's own stack. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let chain = {};
		for (let i = 0; i < 30_000; i++) chain = new Proxy(chain, {});
		try { await plain.echo(chain); } catch (error) {
			const got = loot(error);
			if (got) return got;
		}
		try { console.log(chain); } catch (error) { return loot(error); }
	`,
});

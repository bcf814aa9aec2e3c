import { attack } from '../attack.ts';

/** A realm inside of the realm: `ShadowRealm`, and what its `evaluate` and `importValue` are given by the host. */
export const escape = attack({
	grants: [],
	source: `
		const Shadow = globalThis.ShadowRealm;
		if (!Shadow) return 'none';
		const inner = new Shadow();
		const told = [inner.evaluate('typeof process === "object" ? process.env.GLOVEBOX_SECRET : typeof process')];
		try { told.push(await inner.importValue('node:process', 'env')); } catch (error) { told.push(loot(error)); }
		try { inner.evaluate('throw 1'); } catch (error) { told.push(loot(error)); }
		return [told, loot(inner.evaluate('(callback) => callback()'))];
	`,
});

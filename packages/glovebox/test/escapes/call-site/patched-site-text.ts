import { attack } from '../attack.ts';

/** The formatter joins call sites to text: their `toString` is replaced by one that answers a symbol. */
export const escape = attack({
	grants: [],
	source: `
		Error.prepareStackTrace = (_error, sites) => sites[0];
		const site = new Error().stack;
		delete Error.prepareStackTrace;
		const shape = Object.getPrototypeOf(site);
		const original = shape.toString;
		shape.toString = () => Symbol();
		try { new Error().stack; } catch (thrown) { return loot(thrown); } finally { shape.toString = original; }
	`,
});

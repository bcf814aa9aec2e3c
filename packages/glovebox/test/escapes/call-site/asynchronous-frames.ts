import { attack } from '../attack.ts';

/** Frames of awaiting functions: their promises and functions belong to whoever waits. */
export const escape = attack({
	grants: [],
	source: `
		Error.stackTraceLimit = 100;
		Error.prepareStackTrace = (_error, sites) => sites.filter((site) => site.isAsync?.() || site.isPromiseAll?.());
		await null;
		const sites = await (async () => { await null; return new Error().stack; })();
		for (const site of Array.isArray(sites) ? sites : []) {
			const got = loot(site.getFunction()) ?? loot(site.getThis());
			if (got) return got;
		}
	`,
});

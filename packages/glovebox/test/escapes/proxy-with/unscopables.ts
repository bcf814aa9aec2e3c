import { attack } from '../attack.ts';

/** `Symbol.unscopables` on the global and on arrays changes what names mean (realms shim, 2019). */
export const escape = attack({
	grants: [],
	source: `
		globalThis[Symbol.unscopables] = { undefined: true, secretFile: false, console: true };
		const run = Function('with (globalThis) { return typeof console === "object" ? console : this }');
		const found = run();
		delete globalThis[Symbol.unscopables];
		return loot(found) ?? loot(found?.log);
	`,
});

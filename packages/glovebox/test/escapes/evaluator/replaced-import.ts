import { attack } from '../attack.ts';

/** The name that stands for `import` is the guest's to call, shadow and replace: with which powers? */
export const escape = attack({
	grants: [],
	source: `
		let got;
		try { const load = (0, eval)('impor$'); got = loot(load) ?? loot(load('glovebox:prelude', 'node:fs')) ?? loot(load({ toString: () => '/' }, secretFile)); } catch (error) { got = loot(error); }
		try { (0, eval)('impor$ = (...args) => { globalThis.kept = args; return Promise.resolve({}) }'); await import('node:fs'); } catch {}
		return got ?? (globalThis.kept ?? []).map((value) => loot(value)).find(Boolean);
	`,
});

import { attack } from '../attack.ts';

/** Declarations at the top of a script become properties of the global, and may take the bridge's names. */
export const escape = attack({
	grants: [],
	source: `
		(0, eval)('var console = { log: (...args) => { globalThis.kept = args; } }; var impor$; function setTimeout(callback) { globalThis.kept = callback; }');
		console.log('x');
		await Promise.resolve();
		return (Array.isArray(globalThis.kept) ? globalThis.kept : [globalThis.kept]).map((value) => loot(value)).find(Boolean);
	`,
});

import { attack } from '../attack.ts';

/** Specifiers that are no text at all. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		for (const value of [Symbol.iterator, null, undefined, {}, [secretFile], 7, () => secretFile, Object.create(null), new Proxy({}, {})]) { try { told.push(await import(value)); } catch (error) { told.push(error); } }
		return told.map((value) => loot(value)).find(Boolean);
	`,
});

import { attack } from '../attack.ts';

/** Paths that lead out of wherever modules are thought to be. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		for (const name of [secretFile, '../secret.txt', './../secret.txt', '/proc/self/environ', '..\\\\secret.txt', secretFile.replace('secret.txt', 'open/../secret.txt')]) { try { told.push(await import(name)); } catch (error) { told.push(error.message); } }
		return told.map((value) => (typeof value === 'string' ? value : loot(value) ?? String(value.default)));
	`,
});

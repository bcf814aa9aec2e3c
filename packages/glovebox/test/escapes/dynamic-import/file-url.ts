import { attack } from '../attack.ts';

/** A file of the host as a JSON or text module. */
export const escape = attack({
	grants: [],
	source: `
		const kinds = [undefined, { with: { type: 'json' } }, { with: { type: 'text' } }, { with: { type: 'bytes' } }];
		const told = [];
		for (const kind of kinds) { try { told.push(await import('file://' + secretFile, kind)); } catch (error) { told.push(error, error.stack); } }
		return told.map((value) => loot(value) ?? String(value));
	`,
});

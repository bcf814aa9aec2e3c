import { attack } from '../attack.ts';

/** A module of Node by name. */
export const escape = attack({
	grants: [],
	source: `
		const { readFileSync } = await import('node:fs');
		return readFileSync(secretFile, 'utf8');
	`,
});

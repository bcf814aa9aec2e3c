import { attack } from '../attack.ts';

/** Network and files by URL: fetch with file:, data: and blob:. */
export const escape = attack({
	grants: [],
	source: `
		const response = await fetch('file://' + secretFile);
		return await response.text();
	`,
});

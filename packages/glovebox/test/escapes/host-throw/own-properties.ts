import { attack } from '../attack.ts';

/** Libraries hang requests, headers and tokens on their errors. */
export const escape = attack({
	grants: ['failing'],
	source: `
		try { await failing.error(); } catch (error) { return JSON.stringify(error) + error.config?.headers.authorization; }
	`,
});

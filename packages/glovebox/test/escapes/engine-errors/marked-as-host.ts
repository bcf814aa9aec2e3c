import { attack } from '../attack.ts';

/** Node asks every error for a private mark; a proxy as prototype hears the question, and the guest marks its error. */
export const escape = attack({
	grants: [],
	source: `
		const error = new Error('x');
		let mark;
		Object.setPrototypeOf(error, new Proxy(Error.prototype, { has(target, key) { mark = key; return true; } }));
		Object.defineProperty(error, 'code', { value: Symbol() });
		try { error.stack; } catch (thrown) { return loot(thrown) ?? mark?.description; }
	`,
});

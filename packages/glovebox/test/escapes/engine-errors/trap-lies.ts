import { attack } from '../attack.ts';

/** A trap answers against the target: the engine throws where the question was asked. */
export const escape = attack({
	grants: [],
	source: `
		const target = Object.preventExtensions({ name: 'x', message: 'y' });
		const error = new Error('x');
		Object.setPrototypeOf(error, new Proxy(target, { get: (_t, key) => (key === 'name' ? 'other' : 1), has: () => false, getOwnPropertyDescriptor: () => undefined }));
		Object.defineProperty(target, 'name', { writable: false, configurable: false });
		try { error.stack; } catch (thrown) { return loot(thrown); }
	`,
});

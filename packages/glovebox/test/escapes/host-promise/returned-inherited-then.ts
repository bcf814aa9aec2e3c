import { attack } from '../attack.ts';

/** `Object.prototype.then` makes every result a thenable. */
export const escape = attack({
	grants: [],
	source: `
		Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { return this === globalThis ? undefined : (resolve) => { delete Object.prototype.then; resolve(loot(resolve)); }; } });
		return { a: 1 };
	`,
});

import { attack } from '../attack.ts';

/** The function that the host calls is a proxy with traps. */
export const escape = attack({
	grants: [],
	session: true,
	source: `
		globalThis.main = new Proxy(function () {}, { apply: (_target, self, list) => loot(list) ?? loot(self), get: (target, key) => (key === 'caller' ? undefined : target[key]) });
		globalThis.result = new Proxy({}, { get: (_target, key) => (typeof key === 'symbol' ? undefined : loot(key)), ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }) });
	`,
});

import { attack } from '../attack.ts';

/** A guest object without prototype is taken for a clean record; what is put on it by the host comes back (vm2 GHSA-9vg3). */
export const escape = attack({
	grants: [],
	input: () => Object.assign(Object.create(null), { inner: Object.assign(Object.create(null), { list: [1] }) }),
	source: `return loot(input.inner.list) ?? loot(Object.getPrototypeOf(input)?.constructor);`,
});

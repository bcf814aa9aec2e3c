import { attack } from '../attack.ts';

/** What the host calls returns a thenable; what it reads is one. */
export const escape = attack({
	grants: [],
	session: true,
	source: `
		globalThis.main = () => ({ then(resolve) { resolve(loot(resolve) ?? loot(resolve.caller)); } });
		globalThis.result = { then(resolve) { resolve(loot(resolve)); } };
	`,
});

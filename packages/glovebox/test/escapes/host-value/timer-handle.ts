import { attack } from '../attack.ts';

/** A timer function gives back a handle; in Node it is an object that leads to the host's lists. */
export const escape = attack({
	grants: [],
	source: `
		const handle = setTimeout(() => {}, 0);
		return loot(handle) ?? loot(Object(handle)._idleNext) ?? loot(handle?.[Symbol.dispose]);
	`,
});

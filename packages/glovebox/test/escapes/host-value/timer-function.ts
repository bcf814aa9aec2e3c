import { attack } from '../attack.ts';

/** The timer function is the host's own. */
export const escape = attack({
	grants: [],
	source: `
		return loot(setTimeout) ?? (typeof queueMicrotask === 'function' && loot(queueMicrotask)) ?? (typeof clearTimeout === 'function' && loot(clearTimeout));
	`,
});

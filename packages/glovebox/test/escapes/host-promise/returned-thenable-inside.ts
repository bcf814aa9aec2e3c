import { attack } from '../attack.ts';

/** Only an element is a thenable: found by `Promise.all` of a helpful host. */
export const escape = attack({
	grants: [],
	source: `return [{ then(resolve) { resolve(loot(resolve)); } }, 1];`,
});

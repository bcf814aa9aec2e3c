import { attack } from '../attack.ts';

/** A class as the callback: called without `new`, the host's frame throws. */
export const escape = attack({
	grants: ['events'],
	source: `try { await events.map([1], class {}); } catch (error) { return loot(error); }`,
});

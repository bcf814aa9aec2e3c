import { attack } from '../attack.ts';

/** An injected date that cannot be told as text. */
export const escape = attack({
	grants: [],
	input: () => ({ when: new Date(NaN) }),
	source: `try { return input.when.toISOString(); } catch (error) { return loot(error); }`,
});

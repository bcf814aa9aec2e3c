import { attack } from '../attack.ts';

/** A function with a `then` is a thenable too. */
export const escape = attack({
	grants: [],
	source: `return Object.assign(() => 1, { then: (resolve) => resolve(loot(resolve)) });`,
});

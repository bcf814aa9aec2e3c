import { attack } from '../attack.ts';

/** The guest's own stack, with no limit on its length, goes on into the host that called it. */
export const escape = attack({
	grants: [],
	source: `
		Error.stackTraceLimit = Infinity;
		return new Error('where').stack;
	`,
});

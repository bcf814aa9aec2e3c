import { attack } from '../attack.ts';

/** The sloppy receiver is the global object of the realm that made the function. */
export const escape = attack({
	grants: [],
	source: `
		const top = (function () { return this; })();
		return top.process?.env.GLOVEBOX_SECRET ?? (0, eval)('this').process?.env.GLOVEBOX_SECRET ?? loot(top.process);
	`,
});

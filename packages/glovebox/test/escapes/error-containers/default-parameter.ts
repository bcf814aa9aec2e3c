import { attack } from '../attack.ts';

/** Thrown while parameters are being bound, outside of the function's own body. */
export const escape = attack({
	grants: [],
	source: `
		const error = Object.assign(new Error('x'), { name: Symbol() });
		const late = async (value = error.stack) => value;
		return await late().catch((thrown) => loot(thrown));
	`,
});

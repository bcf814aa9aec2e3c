import { attack } from '../attack.ts';

/** An expression over dates and numbers calls conversions of what it is given. */
export const escape = attack({
	grants: [],
	input: () => ({ at: new Date(0), each: 7 }),
	source: `
		const step = { valueOf: input.at.valueOf.constructor('return typeof process === "object" ? process.env.GLOVEBOX_SECRET : 1') };
		return String(step.valueOf()) + (input.at - 0);
	`,
});

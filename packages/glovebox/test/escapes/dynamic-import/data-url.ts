import { attack } from '../attack.ts';

/** A module as text: evaluated, where it is, in the host's realm. */
export const escape = attack({
	grants: [],
	source: `
		const { default: found } = await import('data:text/javascript,export default process.env.GLOVEBOX_SECRET');
		return found;
	`,
});

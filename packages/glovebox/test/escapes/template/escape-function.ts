import { attack } from '../attack.ts';

/** The escaping function of the data's own is called by the engine with what it prints. */
export const escape = attack({
	grants: [],
	input: () => ({ user: { name: 'ada', tags: ['<b>'] } }),
	source: `
		const escapeHtml = (value) => value.toString().replace(/</g, '&lt;');
		const evil = { toString: input.user.tags.toString.constructor('return { replace: () => typeof process === "object" ? process.env.GLOVEBOX_SECRET : "" }') };
		return escapeHtml(evil);
	`,
});
